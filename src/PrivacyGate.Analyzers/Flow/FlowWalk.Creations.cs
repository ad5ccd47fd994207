using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Objects as they are made, with what is put into their members.</summary>
internal sealed partial class FlowWalk
{
    private Value Create(IObjectCreationOperation operation)
    {
        var ours = operation.Type?.Locations.Any(static location => location.IsInSource) == true;
        var value = Value.Clean;
        foreach (var argument in operation.Arguments)
        {
            var given = Walk(argument.Value);
            if (ours && argument.Parameter is { } parameter && MemberFor(operation.Type!, parameter) is { } member)
            {
                value = value.With(MemberKey.Of(member), given.At(argument.Value.Syntax));
            }
            else if (ours || Passing(operation.Type))
            {
                value = Value.Join(value, given);
            }
        }

        return operation.Initializer is null ? value : Initialize(value, operation.Initializer.Initializers);
    }

    /// <summary>The member that a constructor fills from a parameter, by its name: a convention, and a rule for records.</summary>
    private static ISymbol? MemberFor(ITypeSymbol type, IParameterSymbol parameter)
    {
        for (var owner = type; owner is { SpecialType: SpecialType.None }; owner = owner.BaseType)
        {
            var members = owner.GetMembers().Where(member => member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false } && Matches(member, parameter));
            if (members.OrderBy(static member => member is IFieldSymbol).FirstOrDefault() is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool Matches(ISymbol member, IParameterSymbol parameter) =>
        string.Equals(member.Name.TrimStart('_'), parameter.Name, StringComparison.OrdinalIgnoreCase);

    private Value Initialize(Value value, IEnumerable<IOperation> initializers)
    {
        foreach (var initializer in initializers)
        {
            value = initializer switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: > 0 } } element => Value.Join(value, Walk(element.Value)),
                ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } one => value.With(MemberKey.Of(member.Member), Walk(one.Value).At(one.Value.Syntax)),
                IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation member } nested =>
                    value.With(MemberKey.Of(member.Member), Initialize(Value.Clean, nested.Initializer.Initializers)),
                IInvocationOperation add => Value.Join(value, Added(add)),
                _ => Value.Join(value, Walk(initializer)),
            };
        }

        return value;
    }

    private Value Added(IInvocationOperation add) =>
        Value.Join(add.Arguments.Select(argument => Walk(argument.Value)).ToList());

    private Value Tuple(ITupleOperation operation)
    {
        var value = Value.Clean;
        for (var i = 0; i < operation.Elements.Length; i++)
        {
            value = value.With($"Item{i + 1}", Walk(operation.Elements[i]).At(operation.Elements[i].Syntax));
        }

        return value;
    }

    /// <summary>Each sequence gives one element of the tuples.</summary>
    private Value Zipped(IInvocationOperation call)
    {
        var tuples = Value.Clean;
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            tuples = tuples.With($"Item{i + 1}", ValueOf(call.Arguments[i].Value));
        }

        return tuples;
    }

    /// <summary>An object of ML.NET that a model has filled.</summary>
    private static Value Prediction(ITypeSymbol? type, ScoreSource source)
    {
        var scores = Value.Scores(source);
        return ScoreColumns.Of(type).Aggregate(Value.Clean, (value, member) => value.With(MemberKey.Of(member), scores));
    }
}
