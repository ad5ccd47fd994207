using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

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
