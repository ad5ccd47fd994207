using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Lambdas, local functions and helper methods, walked with what they are given.</summary>
internal sealed partial class FlowWalk
{
    private static bool IsFunction(IOperation operation) => operation is IDelegateCreationOperation or IAnonymousFunctionOperation
        || (operation is IConversionOperation conversion && IsFunction(conversion.Operand));

    /// <summary>The result of a function, given its parameters by position.</summary>
    private Value Apply(IOperation function, Func<IParameterSymbol, Value?> bind, string? name) => function switch
    {
        IConversionOperation conversion => Apply(conversion.Operand, bind, name),
        IDelegateCreationOperation creation => Apply(creation.Target, bind, name),
        IAnonymousFunctionOperation lambda => Bound(lambda.Symbol, lambda.Body, bind, name, observer),
        IMethodReferenceOperation reference when tables.Helpers.BodyOf(reference.Method, cancelled) is { } body => Bound(reference.Method, body, bind, name, observer is null ? null : new ReturnsAlone(observer)),
        _ => Value.Clean,
    };

    private Value Bound(IMethodSymbol function, IOperation body, Func<IParameterSymbol, Value?> bind, string? name, IFlowObserver? told)
    {
        if (depth == 0)
        {
            return Value.Clean;
        }

        foreach (var parameter in function.Parameters)
        {
            if (bind(parameter) is { } value)
            {
                state.Set(parameter, Fit(value, parameter.Type));
            }
        }

        depth--;
        var result = Function(body, name, told);
        depth++;
        return result;
    }

    private Value Function(IOperation? body, string? name, IFlowObserver? told)
    {
        var (outerEndpoint, outerReturned, outerObserver) = (endpoint, returned, observer);
        (endpoint, returned, observer) = (name, Value.Clean, told ?? observer);
        Walk(body);
        var result = returned;
        (endpoint, returned, observer) = (outerEndpoint, outerReturned, outerObserver);
        return result;
    }

    /// <summary>Elements go to every parameter; those of Zip each to its own.</summary>
    private Func<IParameterSymbol, Value?> Binder(IInvocationOperation call, Value elements) => call.TargetMethod.Name == "Zip"
        ? parameter => parameter.Ordinal < call.Arguments.Length ? ValueOf(call.Arguments[parameter.Ordinal].Value) : null
        : _ => elements;

    /// <summary>A method of the same compilation, with the values it is given; null where its body is not to be seen.</summary>
    private Value? Inlined(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (call.Arguments.Any(static argument => IsFunction(argument.Value)) || tables.Helpers.BodyOf(method.OriginalDefinition, cancelled) is not { } body)
        {
            return null;
        }

        if (depth == 0)
        {
            return Value.Clean;
        }

        var given = call.Arguments.Select(argument => ValueOf(argument.Value)).ToList();
        var alone = method.MethodKind != MethodKind.LocalFunction
            && given.All(static value => value.IsClean)
            && method.Parameters.All(static parameter => parameter.RefKind is RefKind.None or RefKind.In);
        return alone && settings.ScoreTypes.Count == 0 && settings.Guards.Count == 0
            ? tables.Helpers.ResultOf(method.OriginalDefinition, depth - 1, () => Inner(new Budget()).Result(body))
            : WithArguments(call, body);
    }

    private FlowWalk Inner(Budget shared) => new(tables, settings, cancelled) { budget = shared, depth = depth - 1 };

    private Value Result(IOperation body)
    {
        Walk(body);
        return returned;
    }

    private Value WithArguments(IInvocationOperation call, IOperation body)
    {
        var inner = Inner(budget);
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            inner.state = state.Copy();
        }

        var parameters = call.TargetMethod.OriginalDefinition.Parameters;
        foreach (var argument in call.Arguments)
        {
            inner.state.Set(parameters[argument.Parameter!.Ordinal], ValueOf(argument.Value));
        }

        var result = inner.Result(body);
        foreach (var argument in call.Arguments)
        {
            if (inner.state[parameters[argument.Parameter!.Ordinal]] is { } left && !ReferenceEquals(left, ValueOf(argument.Value)))
            {
                Keep(argument, left);
            }
        }

        return result;
    }

    /// <summary>What a helper left in an argument. A variable of its own that it filled anew is none of the caller's.</summary>
    private void Keep(IArgumentOperation argument, Value left)
    {
        if (argument.Parameter!.RefKind is RefKind.Ref or RefKind.Out || argument.Parameter.Type.IsRefLikeType)
        {
            Assign(RootOf(argument.Value), left);
        }
        else if (argument.Parameter.Type.IsReferenceType)
        {
            Add(argument.Value, left);
        }
    }

    /// <summary>A handler in a method of its own is walked there too: its calls would be told twice.</summary>
    private sealed class ReturnsAlone(IFlowObserver observer) : IFlowObserver
    {
        public void Called(IInvocationOperation call, FlowWalk walk)
        {
        }

        public void Returned(IReturnOperation returned, string endpoint, FlowWalk walk) => observer.Returned(returned, endpoint, walk);
    }
}
