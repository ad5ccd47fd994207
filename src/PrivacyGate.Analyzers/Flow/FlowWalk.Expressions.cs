using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Expressions: what each kind of operation makes of its operands. Kinds that are not named join them.</summary>
internal sealed partial class FlowWalk
{
    /// <summary>Members through which a container gives its elements. A dictionary's keys are labels.</summary>
    private static readonly HashSet<string> Passages = ["Value", "Values", "Result", "Current", "Span", "Memory", "Buffer", "Array"];

    private Value Visit(IOperation operation) => operation switch
    {
        IReturnOperation found => Return(found),
        IVariableDeclaratorOperation found => Declare(found),
        IConditionalOperation found => Branch(found),
        ISwitchOperation found => Switch(found),
        ISwitchExpressionOperation found => Choose(found),
        ILoopOperation found => Loop(found),
        ITryOperation found => Try(found),
        ILocalFunctionOperation found => Function(found.Body, null, null),
        IAnonymousFunctionOperation found => Function(found.Body, null, null),
        IMethodReferenceOperation or ILiteralOperation or INameOfOperation or ITypeOfOperation or IInstanceReferenceOperation => Value.Clean,
        ILocalReferenceOperation found => state[found.Local] ?? Value.Clean,
        IParameterReferenceOperation found => state[found.Parameter] ?? (Identities.Named(found.Parameter) ? Value.Identity : Value.Clean),
        IConversionOperation found => Convert(found),
        IFieldReferenceOperation found => Member(found, found.Instance),
        IPropertyReferenceOperation found => Property(found),
        IArrayElementReferenceOperation found => Element(found.ArrayReference, found.Indices),
        IConditionalAccessOperation found => Access(found),
        IConditionalAccessInstanceOperation => accessed.Count > 0 ? accessed.Peek() : Value.Clean,
        IIsPatternOperation found => Is(found),
        IInterpolationOperation found => Interpolate(found),
        IInvocationOperation found => Call(found),
        IObjectCreationOperation found => Create(found),
        IAnonymousObjectCreationOperation found => Initialize(Value.Clean, found.Initializers),
        IWithOperation found => Initialize(Walk(found.Operand), found.Initializer.Initializers),
        ITupleOperation found => Tuple(found),
        ISimpleAssignmentOperation found => Put(found.Target, Walk(found.Value)),
        ICoalesceAssignmentOperation found => Put(found.Target, Value.Join(Walk(found.Target), Walk(found.Value))),
        ICompoundAssignmentOperation found => Put(found.Target, Value.Join(Walk(found.Target), Walk(found.Value))),
        IDeconstructionAssignmentOperation found => Deconstruct(found),
        _ => Children(operation),
    };

    /// <summary>What was put into a member; else what a property of the compilation computes.</summary>
    private Value Member(IMemberReferenceOperation reference, IOperation? instance)
    {
        var held = instance is null or IInstanceReferenceOperation
            ? state[reference.Member] ?? Value.Clean
            : Read(Walk(instance), reference.Member, reference.Type);
        return held.IsClean && reference is IPropertyReferenceOperation { Property.GetMethod: { } getter } && Shapes.CanCarry(reference.Type)
            ? Inlined(getter, instance, ImmutableArray<IArgumentOperation>.Empty) ?? held
            : held;
    }

    private Value Property(IPropertyReferenceOperation reference)
    {
        if (reference.Arguments.Length == 0)
        {
            return Member(reference, reference.Instance);
        }

        Children(reference);
        return reference.Instance is null ? Value.Clean : Walk(reference.Instance);
    }

    /// <summary>What a member of a value holds.</summary>
    private static Value Read(Value owner, ISymbol member, ITypeSymbol? type)
    {
        var held = owner.Member(MemberKey.Of(member));
        if (held.IsClean && (owner.Own & Kinds.Scores) != 0 && Passes(member, type))
        {
            held = owner.Alone();
        }

        return held.IsClean && Identities.Named(member) ? Value.Identity : held;
    }

    /// <summary>An awaited text may be one that scores were written to; other texts in a container of scores are labels.</summary>
    private static bool Passes(ISymbol member, ITypeSymbol? type) =>
        member.ContainingType is { IsTupleType: true } ? Shapes.CanBeElementWithScores(type)
        : Shapes.RootOf(member) is "System" or "Microsoft" or "Google" ? Passages.Contains(member.Name) && (member.Name == "Result" || !Shapes.HoldsLabels(type))
        : Shapes.CarriesNumbers(type);

    /// <summary>An output cast to a container of text holds labels: its numbers would have failed the cast.</summary>
    private Value Convert(IConversionOperation operation)
    {
        var value = Walk(operation.Operand);
        return operation.IsImplicit ? value : Cast(value, operation.Operand.Type, operation.Type);
    }

    private static Value Cast(Value value, ITypeSymbol? from, ITypeSymbol? to) =>
        Shapes.HoldsLabels(to) && to is not { SpecialType: SpecialType.System_String } && !Shapes.HoldsLabels(from) ? value.Without(Kinds.Scores | Kinds.Loss) : value;

    private Value Element(IOperation container, IEnumerable<IOperation> indices)
    {
        foreach (var index in indices)
        {
            Walk(index);
        }

        return Walk(container);
    }

    private Value Access(IConditionalAccessOperation operation)
    {
        accessed.Push(Walk(operation.Operation));
        var value = Walk(operation.WhenNotNull);
        accessed.Pop();
        return value;
    }

    private Value Is(IIsPatternOperation operation)
    {
        Match(operation.Pattern, Walk(operation.Value));
        return Value.Clean;
    }

    private Value Choose(ISwitchExpressionOperation operation)
    {
        var value = Walk(operation.Value);
        var result = Value.Clean;
        foreach (var arm in operation.Arms)
        {
            Match(arm.Pattern, value);
            Walk(arm.Guard);
            result = Value.Join(result, Walk(arm.Value));
        }

        return result;
    }

    private Value Interpolate(IInterpolationOperation operation)
    {
        var value = Walk(operation.Expression);
        return operation.FormatString?.ConstantValue is { HasValue: true, Value: string format } && NumberFormats.Round(format)
            ? value.Without(Kinds.Scores)
            : value;
    }
}
