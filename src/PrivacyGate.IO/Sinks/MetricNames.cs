using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks;

/// <summary>Metrics in words.</summary>
public static class MetricNames
{
    private const string TprPrefix = "tpr@fpr=";

    /// <summary>What the figure at the attacker's threshold is, for people; nothing where it was not measured.</summary>
    public static string? AttackersThreshold(IEnumerable<Finding> findings) =>
        findings.Any(static finding => finding is { Metric: MetricIds.AdvantageAtShadowThreshold, Value: not null })
            ? "The attacker's threshold is learned on shadow models he trains himself, knowing which records they were trained on; all other thresholds on one half of these records and judged on the other. Where the two advantages are alike, the leak is within reach of an attacker who knows none of the members. It decides nothing."
            : null;

    public static string Of(string metric) => metric switch
    {
        MetricIds.Advantage => "membership advantage",
        MetricIds.SwappedAdvantage => "membership advantage with the sides exchanged",
        MetricIds.AdvantageAtShadowThreshold => "membership advantage at the attacker's threshold",
        MetricIds.Control => "advantage of a negative control, without any leak",
        MetricIds.Auc => "area under the ROC curve",
        MetricIds.Epsilon => "proven epsilon",
        _ when metric.StartsWith(TprPrefix, StringComparison.Ordinal) => $"true-positive rate at false-positive rate {metric[TprPrefix.Length..]}",
        _ => PlainText.OneLine(metric),
    };
}
