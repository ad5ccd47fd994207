using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>Every attack's figures over all records: a row an attack, a column a metric.</summary>
internal static class MarkdownAttacks
{
    public static string? Section(ModelResult model)
    {
        IReadOnlyList<IGrouping<string, Finding>> attacks = ModelFigures.Attacks(model);
        if (attacks.Count == 0)
        {
            return null;
        }

        string[] metrics = [.. attacks.SelectMany(static own => own).Select(static finding => finding.Metric).Distinct()];
        string[] rows =
        [
            MarkdownModel.TableRow(["attack", .. metrics.Select(MarkdownText.Metric)]),
            $"|{string.Concat(Enumerable.Repeat("---|", metrics.Length + 1))}",
            MarkdownModel.TableRow(["budget", .. metrics.Select(metric => Figures.Limit(ModelFigures.Limit(model.Budget, metric)))]),
            .. attacks.Select(own => Row(own, metrics, model.Budget)),
        ];
        string note = MetricNames.AttackersThreshold(attacks.SelectMany(static own => own)) is { } text ? $"\n\n{text}" : "";
        return $"### Attacks, over all records\n\nWorst first; in brackets {Levels(attacks)}.\n\n{string.Join('\n', rows)}{note}";
    }

    private static string Row(IGrouping<string, Finding> own, string[] metrics, Budget budget) => MarkdownModel.TableRow(
    [
        own.Key == AttackIds.Battery ? $"{MarkdownText.Cell(own.Key)}, shown by {MarkdownText.Cell(own.First().ShownBy)}" : MarkdownText.Cell(own.Key),
        .. metrics.Select(metric => Cell(own.FirstOrDefault(finding => finding.Metric == metric), ModelFigures.Limit(budget, metric))),
    ]);

    private static string Cell(Finding? finding, double? limit) =>
        finding is null ? "" : $"{Figures.Value(finding.Value, limit)} ({Figures.Interval(finding.Lower, finding.Upper, limit)})";

    /// <summary>Metrics have intervals of different confidence; each level names its metrics.</summary>
    private static string Levels(IReadOnlyList<IGrouping<string, Finding>> attacks) => string.Join(
        ", ",
        attacks.SelectMany(static own => own)
            .GroupBy(static finding => finding.Confidence)
            .OrderByDescending(static level => level.Key)
            .Select(static level => $"the {Figures.Confidence(level.Key)} interval of {string.Join(", ", level.Select(static finding => MarkdownText.Metric(finding.Metric)).Distinct())}"));
}
