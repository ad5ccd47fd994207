using System.Globalization;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Publishing;

/// <summary>What later steps of a workflow may ask for.</summary>
public static class Outputs
{
    private const int NameLimit = 100;

    /// <param name="run">What was audited.</param>
    /// <param name="commentId">The comment that stands, or null.</param>
    public static IEnumerable<(string Name, string Value)> Of(GateRun run, long? commentId)
    {
        var worst = ModelFigures.WorstFirst(run.Report.Models) is [var first, ..] ? first : null;
        yield return ("verdict", Verdict(run, worst));
        yield return ("worst-model", PlainText.Clip(worst?.Name ?? "", NameLimit));
        yield return ("worst-metric", worst is null ? "" : worst.Verdict.Violations is [{ Metric.Length: > 0 } violation, ..] ? violation.Metric : MetricIds.Advantage);
        yield return ("comment-id", commentId?.ToString(CultureInfo.InvariantCulture) ?? "");
    }

    /// <summary>A model that could not be audited is no pass of the others.</summary>
    private static string Verdict(GateRun run, ModelResult? worst) =>
        worst is null || run.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) ? "error" : Headline.Word(worst.Verdict.Kind);
}
