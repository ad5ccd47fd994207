using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Statements: what changes from one point of a method to the next.</summary>
internal sealed partial class FlowWalk
{
    private Value Return(IReturnOperation operation)
    {
        returned = Value.Join(returned, Walk(operation.ReturnedValue));
        if (endpoint is not null)
        {
            observer?.Returned(operation, endpoint, this);
        }

        return Value.Clean;
    }

    private Value Declare(IVariableDeclaratorOperation operation)
    {
        var initializer = operation.GetVariableInitializer();
        if (initializer is not null)
        {
            state.Set(operation.Symbol, Fit(Walk(initializer.Value), operation.Symbol.Type));
        }

        return Value.Clean;
    }

    private Value Branch(IConditionalOperation operation)
    {
        Walk(operation.Condition);
        var before = state.Copy();
        var whenTrue = Walk(operation.WhenTrue);
        var after = state.Copy();
        state.Take(before);
        var whenFalse = Walk(operation.WhenFalse);
        state.Join(after);
        return Value.Join(whenTrue, whenFalse);
    }

    private Value Switch(ISwitchOperation operation)
    {
        var value = Walk(operation.Value);
        var before = state.Copy();
        var after = state.Copy();
        foreach (var section in operation.Cases)
        {
            state.Take(before);
            foreach (var clause in section.Clauses)
            {
                Match(clause, value);
            }

            foreach (var statement in section.Body)
            {
                Walk(statement);
            }

            after.Join(state);
        }

        state.Take(after);
        return Value.Clean;
    }

    private Value Loop(ILoopOperation operation)
    {
        var each = operation as IForEachLoopOperation;
        var elements = Walk(each?.Collection);

        // Twice, for what one turn leaves to the next.
        for (var turn = 0; turn < 2; turn++)
        {
            var before = state.Copy();
            if (each?.LoopControlVariable is IVariableDeclaratorOperation variable)
            {
                state.Set(variable.Symbol, Fit(elements, variable.Symbol.Type));
            }
            else if (each is not null)
            {
                Assign(each.LoopControlVariable, elements);
            }

            foreach (var child in operation.ChildOperations)
            {
                if (child != each?.Collection && child != each?.LoopControlVariable)
                {
                    Walk(child);
                }
            }

            state.Join(before);
        }

        foreach (var rounded in RoundedInPlace(operation.Body))
        {
            Assign(rounded, Walk(rounded).Without(Kinds.Scores));
        }

        return Value.Clean;
    }

    /// <summary>Containers whose elements a loop replaces by what is left of them: scores[i] = MathF.Round(scores[i], 2).</summary>
    private IEnumerable<IOperation> RoundedInPlace(IOperation body) =>
        from assignment in body.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>()
        let container = assignment.Target switch
        {
            IArrayElementReferenceOperation element => RootOf(element.ArrayReference),
            IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } instance } => RootOf(instance),
            _ => null,
        }
        where container is not null && (ValueOf(assignment.Value).Shown & Kinds.Scores) == 0 && Mentions(assignment.Value, container)
        select container;

    private static bool Mentions(IOperation value, IOperation container) => value.DescendantsAndSelf().Any(part => (part, container) switch
    {
        (ILocalReferenceOperation one, ILocalReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Local, other.Local),
        (IParameterReferenceOperation one, IParameterReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Parameter, other.Parameter),
        (IMemberReferenceOperation one, IMemberReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Member, other.Member),
        _ => false,
    });

    private Value Try(ITryOperation operation)
    {
        var before = state.Copy();
        Walk(operation.Body);
        before.Join(state);
        var after = state.Copy();
        foreach (var handler in operation.Catches)
        {
            state.Take(before);
            Walk(handler);
            after.Join(state);
        }

        state.Take(after);
        Walk(operation.Finally);
        return Value.Clean;
    }

    /// <summary>Binds the variables that a pattern declares.</summary>
    private void Match(IOperation pattern, Value value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared } declaration:
                state.Set(declared, Fit(Cast(value, declaration.InputType, declared.Type), declared.Type));
                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is ILocalSymbol named)
                {
                    state.Set(named, Fit(value, named.Type));
                }

                foreach (var part in recursive.PropertySubpatterns)
                {
                    Match(part.Pattern, part.Member is IMemberReferenceOperation member ? Read(value, member.Member, part.Member.Type) : Value.Clean);
                }

                break;
            default:
                foreach (var child in pattern.ChildOperations)
                {
                    Match(child, value);
                }

                break;
        }
    }
}
