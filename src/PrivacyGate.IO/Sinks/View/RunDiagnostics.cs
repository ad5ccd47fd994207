using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>A run as the lines a build prints: what is wrong outside the audits, then each model's verdict in the order of the spec.</summary>
public static class RunDiagnostics
{
    public static IReadOnlyList<Diagnostic> Of(GateRun run) =>
        [.. run.Diagnostics, .. run.Report.Models.SelectMany(model => Of(model, run))];

    /// <summary>Each violation with the file and the place of its model.</summary>
    internal static IEnumerable<ResultRow> Results(ModelResult model, bool strict) => model.Verdict.Violations.Select(violation => new ResultRow(
        PlainText.OneLine($"{model.Name}/{violation.Code}/{violation.Metric}/{violation.Slice}"),
        new Diagnostic(violation.Code, Reasons.SeverityOf(model.Verdict, violation, strict), $"{model.Path}: {violation.Message}", model.Location)));

    private static IEnumerable<Diagnostic> Of(ModelResult model, GateRun run)
    {
        RequireReason(model, run.Strict);
        var pointer = run.ReportPath is { } report ? $"; report {report}" : "";
        foreach (var result in Results(model, run.Strict))
        {
            yield return result.Diagnostic with { Message = result.Diagnostic.Message + pointer };
        }

        foreach (var warning in model.Report.Warnings)
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
        var verdict = model.Verdict;
        var least = verdict.Kind switch
        {
            VerdictKind.Pass => Severity.Message,
            VerdictKind.Inconclusive => Severity.Warning,
            _ => Severity.Error,
        };
        if (least != Severity.Message && !verdict.Violations.Any(violation => Reasons.SeverityOf(verdict, violation, strict) >= least))
        {
            throw new InvalidOperationException($"the verdict {verdict.Kind} of model '{model.Name}' states no violation of that weight");
        }
    }

    private static string PassMessage(ModelResult model)
    {
        var parts = ModelFigures.Budgeted(model.Budget).Select(metric => Part(model, metric));
        return $"{model.Path}: pass, {string.Join("; ", parts)}";
    }

    private static string Part(ModelResult model, string metric)
    {
        var findings = ModelFigures.Gating(model, metric);
        var limit = ModelFigures.Limit(model.Budget, metric);
        var value = $"largest {MetricNames.Of(metric)} {Figures.Value(findings.Max(finding => finding.Value), limit)}";
        var upper = metric == MetricIds.Epsilon ? "" : $", upper bound {Figures.Value(findings.Max(finding => finding.Upper), limit)}";
        return $"{value}{upper}, budget {Figures.Limit(limit)}";
    }
}
