using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>Metrics in words.</summary>
public static class MetricNames
{
    private const string TprPrefix = "tpr@fpr=";

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
