using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>
/// Runs a method on what is known of its values instead of on values: statements in their order, both ways of a branch,
/// loops twice, helpers of the same compilation with what they are given.
/// </summary>
internal sealed partial class FlowWalk
{
    /// <summary>How many calls of helpers are followed, one out of the other.</summary>
    public const int HelperDepth = 4;

    private readonly FlowTables tables;

    private readonly Settings settings;

    private readonly CancellationToken cancelled;

    private readonly Dictionary<IOperation, Value> seen = [];

    private readonly Stack<Value> accessed = new();

    private FlowState state = new();

    private Budget budget = new();

    private IFlowObserver? observer;

    private int depth = HelperDepth;

    private string? endpoint;

    private Value returned = Value.Clean;

    private FlowWalk(FlowTables tables, Settings settings, CancellationToken cancelled)
    {
        this.tables = tables;
        this.settings = settings;
        this.cancelled = cancelled;
    }

    public static void Over(FlowTables tables, Settings settings, IFlowObserver observer, ISymbol owner, ImmutableArray<IOperation> blocks, CancellationToken cancelled)
    {
        var walk = new FlowWalk(tables, settings, cancelled)
        {
            observer = observer,
            endpoint = owner is IMethodSymbol method ? HttpSurfaces.Describe(method) : null,
        };
        foreach (var block in blocks)
        {
            walk.Walk(block);
        }
    }

    public Value ValueOf(IOperation operation) => seen.TryGetValue(operation, out var value) ? value : Value.Clean;

    private Value Walk(IOperation? operation)
    {
        if (operation is null || !budget.Enter())
        {
            return Value.Clean;
        }

        cancelled.ThrowIfCancellationRequested();
        var value = Fit(Visit(operation), operation.Type);
        budget.Leave();
        if (settings.IsScoreType(operation.Type))
        {
            value = OfScoreType(operation, value);
        }

        if (!value.IsClean || seen.ContainsKey(operation))
        {
            seen[operation] = Value.Join(ValueOf(operation), value);
        }

        return value;
    }

    /// <summary>What a value of this type can still hold.</summary>
    private static Value Fit(Value value, ITypeSymbol? type)
    {
        if (value.IsClean || type is null || Shapes.CanCarry(type))
        {
            return value;
        }

        return (value.Own & Kinds.Identity) != 0 && Shapes.CanIdentify(type) ? Value.Identity : Value.Clean;
    }

    private Value OfScoreType(IOperation operation, Value value) =>
        operation is IInvocationOperation call && settings.IsGuard(call.TargetMethod)
            ? value
            : Value.Join(value, Value.Scores(new ScoreSource(operation.Type!.Name, tables.Answers.Of(null, cancelled).Figure, Sure: true, null)));

    private Value Children(IOperation operation)
    {
        var value = Value.Clean;
        foreach (var child in operation.ChildOperations)
        {
            value = Value.Join(value, Walk(child));
        }

        return value;
    }
}
