using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>What is looked up once for a compilation.</summary>
internal sealed class FlowTables(Compilation compilation, IAnswers answers)
{
    private readonly ConcurrentDictionary<(IMethodSymbol Method, int Depth), bool> reached = new();

    public ScoreSources Sources { get; } = new(compilation);

    public ScoreGuards Guards { get; } = new(compilation);

    public HttpSurfaces Surfaces { get; } = new(compilation);

    public LogSinks Logs { get; } = new(compilation);

    public IAnswers Answers { get; } = answers;

    public Helpers Helpers { get; } = new(compilation);

    /// <summary>The operations call a source, or a method of the compilation that does: without one there is nothing to follow.</summary>
    public bool ReachSource(IEnumerable<IOperation> operations, int depth, CancellationToken cancelled) => operations
        .SelectMany(static operation => operation.DescendantsAndSelf())
        .Select(static operation => operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            IPropertyReferenceOperation property => property.Property.GetMethod,
            _ => null,
        })
        .Any(method => method is not null && (IsSource(method) || (depth > 0 && Reaches(method.OriginalDefinition, depth - 1, cancelled))));

    private bool IsSource(IMethodSymbol method) => Sources.ReturnsOutputs(method) || Sources.ReturnsPrediction(method) || Sources.ReturnsView(method);

    private bool Reaches(IMethodSymbol method, int depth, CancellationToken cancelled) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && reached.GetOrAdd((method, depth), _ => Helpers.BodyOf(method, cancelled) is { } body && ReachSource([body], depth, cancelled));
}
