using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Lambdas, local functions and helper methods, walked with what they are given.</summary>
internal sealed partial class FlowWalk
{
    private static bool IsFunction(IOperation operation) => operation is IDelegateCreationOperation or IAnonymousFunctionOperation
        || (operation is IConversionOperation conversion && IsFunction(conversion.Operand));

    /// <summary>The function that a variable holds, where it is given no other one.</summary>
    private static IOperation Held(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Held(conversion.Operand),
        ILocalReferenceOperation local when !LocalWrites.Any(local) => LocalWrites.InitializerOf(local.Local, local) ?? operation,
        _ => operation,
    };

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

    /// <summary>A handler in a method of its own is walked there too: its calls would be told twice.</summary>
    private sealed class ReturnsAlone(IFlowObserver observer) : IFlowObserver
    {
        public void Called(IInvocationOperation call, FlowWalk walk)
        {
        }

        public void Returned(IReturnOperation returned, string endpoint, FlowWalk walk) => observer.Returned(returned, endpoint, walk);
    }
}
