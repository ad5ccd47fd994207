using Microsoft.CodeAnalysis;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>What is looked up once for a compilation.</summary>
internal sealed class FlowTables(Compilation compilation)
{
    public ScoreSources Sources { get; } = new(compilation);

    public ScoreGuards Guards { get; } = new(compilation);

    public HttpSurfaces Surfaces { get; } = new(compilation);

    public LogSinks Logs { get; } = new(compilation);

    public Helpers Helpers { get; } = new(compilation);
}
