using PrivacyGate.Auditing;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>What the negative controls leave open, in one sentence.</summary>
public static class ControlSentence
{
    /// <summary>The largest shift between the files that no control excludes, or null where none was measured or the audit is invalid anyway.</summary>
    public static string? Of(ModelResult model)
    {
        Finding? widest = model.Report.Findings
            .Where(finding => finding is { Metric: MetricIds.Control, Upper: not null })
            .MaxBy(finding => finding.Upper);
        return widest is null || model.Verdict.Kind == VerdictKind.Invalid ? null
            : $"Members and non-members were found alike; a shift between them of up to {Figures.Value(widest.Upper)}, without any leak, cannot be excluded ({PlainText.OneLine(widest.Attack)}).";
    }
}
