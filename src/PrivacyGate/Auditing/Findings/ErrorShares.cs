namespace PrivacyGate.Auditing.Findings;

/// <summary>
/// How the error that an audit may make is shared out among the claims that can fail a build: .025 one-sided for all
/// records, .025 for the slices together. Claims without a budget cannot fail a build and stay pointwise.
/// </summary>
/// <param name="BudgetedMetrics">Metric ids with a limit.</param>
/// <param name="Attacks">Attacks that ran.</param>
/// <param name="Slices">Slices judged.</param>
internal sealed record ErrorShares(IReadOnlyList<string> BudgetedMetrics, int Attacks, int Slices)
{
    public const double OneSided = 0.025;
    public const string Pointwise = "pointwise";

    private int Metrics => BudgetedMetrics.Distinct(StringComparer.Ordinal).Count();

    /// <summary>The battery picks its attack on the other fold, so the number of attacks costs nothing.</summary>
    public double BatteryLower => IsBudgeted(MetricIds.Advantage) ? OneSided / Metrics : OneSided;

    public string BatteryAdjustedFor => !IsBudgeted(MetricIds.Advantage) ? Pointwise : Metrics == 1
        ? FormattableString.Invariant($"the choice among {Attacks} attacks (made on the other fold)")
        : FormattableString.Invariant($"the choice among {Attacks} attacks (made on the other fold); the lower bound also for {Metrics} budgeted metrics (Bonferroni)");

    public double Slice => IsBudgeted(MetricIds.Advantage) ? OneSided / Math.Max(1, Slices) : OneSided;

    public string SliceAdjustedFor => IsBudgeted(MetricIds.Advantage)
        ? FormattableString.Invariant($"the choice among {Attacks} attacks (made on the other fold) and {Slices} slices (Bonferroni)")
        : Pointwise;

    /// <summary>Claims of one attack's figure compete with those of all attacks and budgeted metrics.</summary>
    public int Claims(string metric) => IsBudgeted(metric) ? Attacks * Metrics : 1;

    /// <summary>
    /// The proven errors of the bounds of a true-positive rate. Budgeted, they add up with those of the other metrics;
    /// else each is .05, of which nominally half is used.
    /// </summary>
    public (double Lower, double Upper) Tpr(string metric) =>
        IsBudgeted(metric) ? (OneSided / Claims(metric), OneSided) : (2 * OneSided, 2 * OneSided);

    public string AdjustedFor(string metric) => IsBudgeted(metric)
        ? FormattableString.Invariant($"the lower bound for {Attacks} attacks and {Metrics} budgeted metrics (Bonferroni); the upper bound pointwise, since every attack must be within the budget to pass")
        : Pointwise;

    /// <summary>The error of all lower bounds of epsilon together, before budgeted metrics share it.</summary>
    public double Epsilon => IsBudgeted(MetricIds.Epsilon) ? OneSided : 2 * OneSided;

    /// <summary>Epsilon is always one bound over all attacks.</summary>
    public int EpsilonClaims => Attacks * (IsBudgeted(MetricIds.Epsilon) ? Metrics : 1);

    public string EpsilonAdjustedFor => FormattableString.Invariant(
        $"12 rules of {Attacks} attacks{(IsBudgeted(MetricIds.Epsilon) ? FormattableString.Invariant($" and {Metrics} budgeted metrics") : "")} (Bonferroni)");

    private bool IsBudgeted(string metric) => BudgetedMetrics.Contains(metric, StringComparer.Ordinal);
}
