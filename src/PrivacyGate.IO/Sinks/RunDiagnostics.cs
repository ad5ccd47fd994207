using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>A run as the lines a build prints: what is wrong outside the audits, then each model's verdict in the order of the spec.</summary>
public static class RunDiagnostics
{
    public static IReadOnlyList<Diagnostic> Of(GateRun run) =>
        [.. run.Diagnostics, .. run.Report.Models.SelectMany(model => Of(model, run))];

    /// <summary>How much a violation matters to the build.</summary>
    public static Severity SeverityOf(Verdict verdict, Violation violation, bool strict)
    {
        Severity severity = verdict.Kind == VerdictKind.Inconclusive
            ? Severity.Warning
            : RuleCatalog.Find(violation.Code).DefaultSeverity;
        return strict ? Severity.Error : severity;
    }

    private static IEnumerable<Diagnostic> Of(ModelResult model, GateRun run)
    {
        RequireReason(model, run.Strict);
        string pointer = run.ReportPath is { } report ? $"; report {report}" : "";
        foreach (Violation violation in model.Verdict.Violations)
        {
            yield return new Diagnostic(
                violation.Code,
                SeverityOf(model.Verdict, violation, run.Strict),
                $"{model.Path}: {violation.Message}{pointer}",
                model.Location);
        }

        foreach (Diagnostic warning in model.Report.Warnings)
        {
            yield return warning with { Message = $"{model.Path}: {warning.Message}", Location = warning.Location ?? model.Location };
        }

        if (model.Verdict.Kind == VerdictKind.Pass)
        {
            yield return Diagnostic.Note(DiagnosticIds.WithinBudget, PassMessage(model), model.Location);
        }
    }

    // A build without an error line passes: a failing verdict that states no reason must not come out as nothing.
    private static void RequireReason(ModelResult model, bool strict)
    {
        Verdict verdict = model.Verdict;
        Severity least = verdict.Kind switch
        {
            VerdictKind.Pass => Severity.Message,
            VerdictKind.Inconclusive => Severity.Warning,
            _ => Severity.Error,
        };
        if (least != Severity.Message && !verdict.Violations.Any(violation => SeverityOf(verdict, violation, strict) >= least))
        {
            throw new InvalidOperationException($"the verdict {verdict.Kind} of model '{model.Name}' states no violation of that weight");
        }
    }

    private static string PassMessage(ModelResult model)
    {
        IEnumerable<string> parts = ModelFigures.Budgeted(model.Budget).Select(metric => Part(model, metric));
        return $"{model.Path}: pass, {string.Join("; ", parts)}";
    }

    private static string Part(ModelResult model, string metric)
    {
        IReadOnlyList<Finding> findings = ModelFigures.Gating(model, metric);
        double? limit = ModelFigures.Limit(model.Budget, metric);
        string value = $"largest {MetricNames.Of(metric)} {Figures.Value(findings.Max(finding => finding.Value), limit)}";
        string upper = metric == MetricIds.Epsilon ? "" : $", upper bound {Figures.Value(findings.Max(finding => finding.Upper), limit)}";
        return $"{value}{upper}, budget {Figures.Limit(limit)}";
    }
}
