using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>The figure behind a model's verdict in one line, as receipts and analyzers quote it.</summary>
public static class VerdictFigure
{
    /// <summary>"loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20"; of what passed or is undecided, the first figure held against the budget; "" where there is none.</summary>
    public static string Of(ModelResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Verdict is { Kind: VerdictKind.Fail or VerdictKind.Invalid, Violations: [var worst, ..] })
        {
            return worst.Message;
        }

        var metric = ModelFigures.Budgeted(result.Budget).FirstOrDefault() ?? MetricIds.Advantage;
        if (ModelFigures.Gating(result, metric) is not [{ Value: not null } finding, ..])
        {
            return "";
        }

        var figure = FigureView.Of(finding, result.Budget);
        var named = metric == MetricIds.Advantage ? "advantage" : MetricNames.Of(metric);
        return $"{finding.ShownBy} attack {named} {figure.Value} ({figure.Confidence} CI {figure.Interval}), budget {figure.Budget}";
    }
}
