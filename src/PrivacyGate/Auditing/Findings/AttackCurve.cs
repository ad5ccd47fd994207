using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>One attack's receiver operating characteristic over all records, at false-positive rates fixed beforehand; for drawing, no verdict rests on it.</summary>
/// <param name="Attack">Attack id.</param>
/// <param name="Points">Rising in the false-positive rate, evenly spaced on a logarithmic axis. Rates these non-members cannot prove are left out.</param>
public sealed record AttackCurve(string Attack, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>Two-sided confidence of each point's bounds, for itself alone.</summary>
    public const double Confidence = 1 - (4 * ErrorShares.OneSided);
}

/// <param name="Fpr">False-positive rate, in (0, 1).</param>
/// <param name="Tpr">The largest true-positive rate of one threshold with at most that rate, in [0, 1].</param>
/// <param name="Lower">Its lower confidence bound.</param>
/// <param name="Upper">Its upper confidence bound.</param>
public sealed record CurvePoint(double Fpr, double Tpr, double Lower, double Upper);

/// <summary>Reads a drawable curve off a ROC curve.</summary>
internal static class CurvePoints
{
    // 1, 2, 5 a decade: near enough to even steps on a logarithmic axis, and figures a table can show.
    private static readonly double[] FalsePositiveRates =
        [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

    public static AttackCurve Of(string attack, RocCurve curve) => new(
        attack,
        [.. FalsePositiveRates.Select(fpr => Point(curve, fpr)).OfType<CurvePoint>()]);

    // The errors of an unbudgeted figure, so that the drawn interval is the one the findings tell.
    private static CurvePoint? Point(RocCurve curve, double fpr) =>
        TprAtFpr.Measure(curve, fpr, 2 * ErrorShares.OneSided, 2 * ErrorShares.OneSided) is { } measured
            ? new CurvePoint(fpr, measured.Value, measured.Interval.Lower, measured.Interval.Upper)
            : null;
}
