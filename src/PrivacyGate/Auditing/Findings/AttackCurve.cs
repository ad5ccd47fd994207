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
