using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>
/// A fix over sources: one finding after the other, and all findings of a document, a project and a solution at once.
/// The fixed source must compile and have no finding left.
/// </summary>
internal sealed class FixRun<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public FixRun(string key, DiagnosticDescriptor marked, params (string Before, string After)[] files)
    {
        for (var i = 0; i < files.Length; i++)
        {
            TestState.Sources.Add(($"File{i}.cs", files[i].Before));
            FixedState.Sources.Add(($"File{i}.cs", files[i].After));
        }

        Surroundings.Lay(TestState);
        FixedState.Sources.Add(("Support.cs", CaseFile.Text("support.cs.txt")));
        ReferenceAssemblies = References.None;
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
        CodeActionEquivalenceKey = key;

        // With one file, a document is the whole project and solution.
        CodeFixTestBehaviors = files.Length > 1 ? CodeFixTestBehaviors.None : CodeFixTestBehaviors.SkipFixAllInProjectCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        Marked = marked;
    }

    private DiagnosticDescriptor Marked { get; }

    protected override DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers) => Marked;

    protected override ParseOptions CreateParseOptions() => Surroundings.Language;

    protected override CompilationOptions CreateCompilationOptions() => Surroundings.Compilation;
}
