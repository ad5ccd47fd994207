using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Models;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>PG1003 and PG1004: what the gate knows of the model that is loaded here.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelLoadAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.UngatedModel, Descriptors.FailedModel);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var loads = new ModelLoads(start.Compilation);
            var verdicts = Verdicts.Of(start.Options);
            if (!loads.IsEmpty && (verdicts.Active || !verdicts.IsEmpty))
            {
                start.RegisterOperationAction(
                    operation => Check(loads.ModelOf(operation.Operation), verdicts, operation.ReportDiagnostic),
                    OperationKind.ObjectCreation,
                    OperationKind.Invocation);
            }
        });
    }

    private static void Check(IOperation? model, Verdicts verdicts, Action<Diagnostic> report)
    {
        // A path from the configuration may mean one of the gated models.
        if (model is null || ModelPath.Of(model) is not { } path)
        {
            return;
        }

        var gated = verdicts.Find(path);
        if (gated is null && verdicts.Active)
        {
            report(Diagnostic.Create(Descriptors.UngatedModel, model.Syntax.GetLocation(), path, System.IO.Path.ChangeExtension(path, ".onnx")));
        }
        else if (gated is not null && Words(gated.Verdict) is var (words, cure, severity))
        {
            var figure = gated.Figure.Length == 0 ? "" : ": " + gated.Figure;
            report(Diagnostic.Create(Descriptors.FailedModel, model.Syntax.GetLocation(), severity, null, null, gated.Path, words, figure, cure));
        }
    }

    /// <summary>A verdict that is out of date is no warning: the gate, which comes after this compile, gives the new one.</summary>
    private static (string Words, string Cure, DiagnosticSeverity Severity)? Words(string verdict) => verdict switch
    {
        "fail" => ("failed", "train with less memorisation, or ship another model", DiagnosticSeverity.Warning),
        "inconclusive" => ("was inconclusive", "audit with more records", DiagnosticSeverity.Warning),
        "invalid" => ("measured nothing valid", "correct what the gate's report names", DiagnosticSeverity.Warning),
        "stale-model" => ("has not run since the model file changed", "build to measure the new model", DiagnosticSeverity.Info),
        "stale-input" => ("has not run since its data or settings changed", "build to measure again", DiagnosticSeverity.Info),
        _ => null,
    };
}
