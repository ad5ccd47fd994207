using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using PrivacyGate.Analyzers.Rules;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>Every analyzer over one source, in a project that gates some models.</summary>
internal sealed class AnalyzerRun : CSharpAnalyzerTest<ScoreFlowAnalyzer, DefaultVerifier>
{
    public AnalyzerRun(string source, params (string Model, string Verdict, string Figure)[] models)
    {
        TestCode = source;
        Surroundings.Lay(TestState, models);
        ReferenceAssemblies = References.None;
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
    }

    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } =
        [new ScoreFlowAnalyzer(), new ModelLoadAnalyzer(), new ShippedDataAnalyzer(), new WeakGuardAnalyzer()];

    /// <summary>The id that [|...|] stands for.</summary>
    public DiagnosticDescriptor? Marked { get; init; }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Analyzers;

    protected override DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers) => Marked;

    protected override ParseOptions CreateParseOptions() => Surroundings.Language;

    protected override CompilationOptions CreateCompilationOptions() => Surroundings.Compilation;
}
