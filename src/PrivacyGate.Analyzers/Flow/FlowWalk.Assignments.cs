using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Where values are put: variables, members and elements.</summary>
internal sealed partial class FlowWalk
{
    private Value Put(IOperation target, Value value)
    {
        Assign(target, value);
        return value;
    }

    private void Assign(IOperation target, Value value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                state.Set(local.Local, Fit(value, local.Type));
                break;
            case IParameterReferenceOperation parameter:
                state.Set(parameter.Parameter, Fit(value, parameter.Type));
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value);
                break;
            case IConversionOperation conversion:
                Assign(conversion.Operand, value);
                break;
            case ITupleOperation tuple:
                Deconstruct(tuple, value, null);
                break;
            case IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } container }:
                Add(container, value);
                break;
            case IArrayElementReferenceOperation element:
                Add(element.ArrayReference, value);
                break;
            case IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } own:
                state.Set(own.Member, Fit(value, own.Type));
                break;
            case IMemberReferenceOperation { Instance: { } owner } member:
                Assign(owner, Walk(owner).With(MemberKey.Of(member.Member), Fit(value, member.Type).At(target.Syntax)));
                break;
        }
    }

    /// <summary>The container keeps what it held before.</summary>
    private void Add(IOperation container, Value value)
    {
        if (!value.IsClean)
        {
            var root = RootOf(container);
            Assign(root, Value.Join(Walk(root), value));
        }
    }

    private Value Deconstruct(IDeconstructionAssignmentOperation operation)
    {
        var value = Walk(operation.Value);
        if ((operation.Target is IDeclarationExpressionOperation declared ? declared.Expression : operation.Target) is ITupleOperation tuple)
        {
            Deconstruct(tuple, value, Unconverted(operation.Value).Type);
        }

        return value;
    }

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation { IsImplicit: true } conversion ? Unconverted(conversion.Operand) : operation;

    /// <summary>The members that the parameters of a Deconstruct method are named after: a rule for records, a convention elsewhere.</summary>
    private static IReadOnlyList<ISymbol?> PartsOf(ITypeSymbol? type, int count) =>
        type?.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == count && method.Locations.Any(static place => place.IsInSource)) is { } method
            ? [.. method.Parameters.Select(parameter => MemberFor(type!, parameter))]
            : [];

    private void Deconstruct(ITupleOperation tuple, Value value, ITypeSymbol? type)
    {
        var members = PartsOf(type, tuple.Elements.Length);
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var part = value.Member(members.Count > 0 && members[i] is { } member ? MemberKey.Of(member) : $"Item{i + 1}");
            var target = tuple.Elements[i];
            if (part.IsClean && Shapes.CarriesNumbers(target.Type))
            {
                part = value.Alone();
            }

            Assign(target, part);
        }
    }

    /// <summary>The variable that a span or slice is a view of.</summary>
    private static IOperation RootOf(IOperation view) => view switch
    {
        IConversionOperation conversion => RootOf(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" or "Slice", Instance: { } receiver } => RootOf(receiver),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory", Arguments: { Length: > 0 } arguments } => RootOf(arguments[0].Value),
        IPropertyReferenceOperation { Property.Name: "Span", Instance: { } memory } => RootOf(memory),
        IImplicitIndexerReferenceOperation slice => RootOf(slice.Instance),
        _ => view,
    };
}
