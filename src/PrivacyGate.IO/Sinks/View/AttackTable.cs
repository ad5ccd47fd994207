using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>Every attack's figures over all records: a row an attack, a column a metric.</summary>
public sealed class AttackTable
{
    /// <summary>What the row of the battery is.</summary>
    public const string Battery = "all attacks together, held against the budget";

    public AttackTable(ModelResult model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Rows =
        [
            .. model.Report.Findings
                .Where(static finding => finding.Slice == SliceIds.All && !ModelFigures.IsOfFiles(finding))
                .GroupBy(static finding => finding.Attack)
                .Select(own => new AttackRow(own.Key, [.. own], model.Budget))
                .OrderByDescending(static row => row.ShownBy is not null)
                .ThenByDescending(static row => row.Advantage?.Number),
        ];
        Finding[] measured = [.. Rows.SelectMany(static row => row.Measured)];
        Metrics = [.. measured.Select(static finding => finding.Metric).Distinct().Select(metric => new AttackMetric(metric, model.Budget))];
        Confidences = string.Join(" and ", measured.Select(static finding => finding.Confidence).Distinct().Order().Select(Figures.Confidence));
        Levels = string.Join(
            ", ",
            measured.GroupBy(static finding => finding.Confidence)
                .OrderByDescending(static level => level.Key)
                .Select(static level => $"the {Figures.Confidence(level.Key)} interval of {string.Join(", ", level.Select(static finding => MetricNames.Of(finding.Metric)).Distinct())}"));
        Note = measured.Any(static finding => finding.Metric == MetricIds.AdvantageAtShadowThreshold)
            ? "The attacker's threshold is learned on shadow models he trains himself, knowing which records they were trained on; all other thresholds on one half of these records and judged on the other. Where the two advantages are alike, the leak is within reach of an attacker who knows none of the members. It decides nothing."
            : null;
    }

    /// <summary>The battery first, because it is what is held against the budget, then the worst. Some may have no figure that could be measured.</summary>
    public IReadOnlyList<AttackRow> Rows { get; }

    /// <summary>What was measured for any of the attacks.</summary>
    public IReadOnlyList<AttackMetric> Metrics { get; }

    /// <summary>"90% and 95%".</summary>
    public string Confidences { get; }

    /// <summary>Metrics have intervals of different confidence; each level names its metrics.</summary>
    public string Levels { get; }

    /// <summary>What the figure at the attacker's threshold is; null where it was not measured.</summary>
    public string? Note { get; }
}

/// <summary>A column of the table of attacks.</summary>
/// <param name="Id">A constant of <see cref="MetricIds"/>.</param>
/// <param name="Title">In words.</param>
/// <param name="Budget">What the budget allows of it, in words.</param>
public sealed record AttackMetric(string Id, string Title, string Budget)
{
    internal AttackMetric(string metric, Budget budget)
        : this(metric, MetricNames.Of(metric), Figures.Limit(ModelFigures.Limit(budget, metric)))
    {
    }
}

/// <summary>One attack's figures over all records.</summary>
public sealed class AttackRow
{
    private readonly Dictionary<string, FigureView> figures;

    internal AttackRow(string attack, IReadOnlyList<Finding> own, Budget budget)
    {
        Attack = attack;
        Measured = [.. own.Where(static finding => finding.Value is not null)];
        figures = Measured.Concat(own).DistinctBy(static finding => finding.Metric).ToDictionary(static finding => finding.Metric, finding => FigureView.Of(finding, budget));
        ShownBy = attack == AttackIds.Battery ? Phrase.Of($"shown by {Phrase.Name((Measured is [var first, ..] ? first : own[0]).ShownBy)}") : null;
    }

    public string Attack { get; }

    /// <summary>"shown by loss": for the battery, which attack's rule it picked most often. Null for an attack.</summary>
    public Phrase? ShownBy { get; }

    /// <summary>Null where nobody tried to measure it.</summary>
    public FigureView? Advantage => Of(MetricIds.Advantage);

    internal IReadOnlyList<Finding> Measured { get; }

    /// <summary>Whether there is any figure to show.</summary>
    public bool IsMeasured => Measured.Count > 0;

    /// <summary>The figure of a metric; null where nobody tried to measure it.</summary>
    public FigureView? Of(string metric) => figures.GetValueOrDefault(metric);

    /// <summary>The figure of a metric; null where there is none.</summary>
    public FigureView? MeasuredOf(string metric) => Of(metric) is { Number: not null } figure ? figure : null;
}
