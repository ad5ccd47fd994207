using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>A figure in words, and its numbers for drawings.</summary>
/// <param name="Number">The estimate; null where it could not be measured.</param>
/// <param name="Lower">Lower confidence bound.</param>
/// <param name="Upper">Upper confidence bound.</param>
/// <param name="Limit">What the budget allows, or null.</param>
/// <param name="Level">Two-sided confidence of the interval, or null where the table states it.</param>
public sealed record FigureView(double? Number, double? Lower, double? Upper, double? Limit = null, double? Level = null)
{
    /// <summary>"0.310"; with more digits where it would look equal to its budget.</summary>
    public string Value { get; } = Figures.Value(Number, Limit);

    /// <summary>"0.281 to 0.343".</summary>
    public string Interval { get; } = Figures.Interval(Lower, Upper, Limit);

    /// <summary>"0.10".</summary>
    public string Budget { get; } = Figures.Limit(Limit);

    /// <summary>"95%".</summary>
    public string Confidence { get; } = Level is { } level ? Figures.Confidence(level) : "";

    /// <summary>"95% interval 0.281 to 0.343".</summary>
    public string Spread => $"{Confidence} interval {Interval}";

    public static FigureView Of(Finding? finding, double? limit) => new(finding?.Value, finding?.Lower, finding?.Upper, limit, finding?.Confidence);

    /// <summary>Held against what the budget allows of its metric.</summary>
    public static FigureView Of(Finding finding, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Of(finding, ModelFigures.Limit(budget, finding.Metric));
    }
}
