using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Methods and properties of the same compilation, walked with what they are given and with what their object holds.</summary>
internal sealed partial class FlowWalk
{
    /// <returns>Null where the body is not to be seen.</returns>
    private Value? Inlined(IInvocationOperation call) => call.Arguments.Any(static argument => IsFunction(argument.Value))
        ? null
        : Inlined(call.TargetMethod, call.Instance, call.Arguments);

    private Value? Inlined(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments)
    {
        if (tables.Helpers.BodyOf(method.OriginalDefinition, cancelled) is not { } body)
        {
            return null;
        }

        if (depth == 0)
        {
            return Value.Clean;
        }

        var held = HeldBy(instance).ToList();
        var alone = method.MethodKind != MethodKind.LocalFunction
            && held.Count == 0
            && arguments.All(argument => ValueOf(argument.Value).IsClean)
            && method.Parameters.All(static parameter => parameter.RefKind is RefKind.None or RefKind.In);
        var result = alone && settings.ScoreTypes.Count == 0 && settings.Guards.Count == 0
            ? tables.Helpers.ResultOf(method.OriginalDefinition, depth - 1, () => Inner(new Budget()).Result(body))
            : WithArguments(method.OriginalDefinition, arguments, held, body);
        Leave(instance, result.Held);
        return result.Returned;
    }

    private FlowWalk Inner(Budget shared) => new(tables, settings, cancelled) { budget = shared, depth = depth - 1 };

    private HelperResult Result(IOperation body)
    {
        Walk(body);
        return new HelperResult(returned, state.Members.ToImmutableArray());
    }

    private HelperResult WithArguments(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, List<KeyValuePair<ISymbol, Value>> held, IOperation body)
    {
        var inner = Inner(budget);
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            inner.state = state.Copy();
        }

        foreach (var member in held)
        {
            inner.state.Set(member.Key, member.Value);
        }

        foreach (var argument in arguments)
        {
            inner.state.Set(method.Parameters[argument.Parameter!.Ordinal], ValueOf(argument.Value));
        }

        var result = inner.Result(body);
        foreach (var argument in arguments)
        {
            if (inner.state[method.Parameters[argument.Parameter!.Ordinal]] is { } left && !ReferenceEquals(left, ValueOf(argument.Value)))
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

    /// <summary>The fields and properties of the object that a method is called on, as far as they hold something.</summary>
    private IEnumerable<KeyValuePair<ISymbol, Value>> HeldBy(IOperation? instance)
    {
        if (instance is null or IInstanceReferenceOperation)
        {
            return instance is null ? [] : state.Members;
        }

        var value = ValueOf(instance);
        return value.Members.IsEmpty
            ? []
            : MembersOf(instance.Type).Select(member => new KeyValuePair<ISymbol, Value>(member, value.Member(MemberKey.Of(member)))).Where(static pair => !pair.Value.IsClean);
    }

    /// <summary>What a method left in the members of its object.</summary>
    private void Leave(IOperation? instance, ImmutableArray<KeyValuePair<ISymbol, Value>> members)
    {
        if (instance is null || members.IsEmpty)
        {
            return;
        }

        if (instance is IInstanceReferenceOperation)
        {
            foreach (var member in members)
            {
                state.Set(member.Key, member.Value);
            }

            return;
        }

        var before = ValueOf(instance);
        var after = members
            .Where(member => !ReferenceEquals(before.Member(MemberKey.Of(member.Key)), member.Value) && MembersOf(instance.Type).Contains(member.Key, SymbolEqualityComparer.Default))
            .Aggregate(before, static (value, member) => value.With(MemberKey.Of(member.Key), member.Value));
        if (!ReferenceEquals(before, after))
        {
            Assign(RootOf(instance), after);
        }
    }

    private static IEnumerable<ISymbol> MembersOf(ITypeSymbol? type)
    {
        for (; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var member in type.OriginalDefinition.GetMembers().Where(static member => member is IFieldSymbol or IPropertySymbol && !member.IsStatic))
            {
                yield return member;
            }
        }
    }
}
