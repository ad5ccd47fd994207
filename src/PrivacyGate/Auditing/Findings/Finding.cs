namespace PrivacyGate.Auditing.Findings;

/// <summary>One measured figure and how sure it is.</summary>
/// <param name="Attack">Attack id, or <c>battery</c> for the best of all.</param>
/// <param name="Metric">A constant of <see cref="MetricIds"/>.</param>
/// <param name="Slice"><c>all</c> or <c>column=value</c>.</param>
/// <param name="Value">The estimate, or null when these records cannot measure it.</param>
/// <param name="Lower">Lower confidence bound, or null when not measurable.</param>
/// <param name="Upper">Upper confidence bound, or null when not measurable.</param>
/// <param name="Confidence">Two-sided confidence of the interval, in (0, 1).</param>
/// <param name="Method">How value and interval were computed, in words.</param>
/// <param name="Estimand">What the figure estimates, in words.</param>
/// <param name="AdjustedFor">What the interval was widened for, in words; <c>pointwise</c> when nothing.</param>
/// <param name="Members">Members the figure rests on.</param>
/// <param name="NonMembers">Non-members the figure rests on.</param>
public sealed record Finding(
    string Attack,
    string Metric,
    string Slice,
    double? Value,
    double? Lower,
    double? Upper,
    double Confidence,
    string Method,
    string Estimand,
    string AdjustedFor,
    int Members,
    int NonMembers)
{
    /// <summary>For the battery the attack whose rule was picked most often, else the attack itself.</summary>
    public string ShownBy { get; init; } = Attack;

    /// <summary>Variance of one member's flag plus that of one non-member's, by which the records a verdict needs are reckoned; null for other metrics than the advantage.</summary>
    public double? VarianceSum { get; init; }

    /// <summary>Where the figure could not be measured: the fewest non-members that could.</summary>
    public int? NonMembersNeeded { get; init; }
}

/// <summary>Metric ids of spec and report.</summary>
public static class MetricIds
{
    public const string Advantage = "advantage";

    /// <summary>The advantage with the sides exchanged: how much better the non-members are taken for members than the members. Measured only where it is remarkable.</summary>
    public const string SwappedAdvantage = "advantage-swapped";

    /// <summary>The advantage with the threshold that an attacker learns on shadow models of his own. Measured for attacks that need labels alone, where local shadows were asked; it decides nothing.</summary>
    public const string AdvantageAtShadowThreshold = "advantage@shadow-threshold";
    public const string Auc = "auc";
    public const string TprAtOnePercent = "tpr@fpr=0.01";
    public const string TprAtOnePerMille = "tpr@fpr=0.001";
    public const string Epsilon = "epsilon";

    /// <summary>How well a negative control, which no leak can reach, tells the sides apart.</summary>
    public const string Control = "control-advantage";

    /// <summary>Share of members among the records an attack takes for members by its own rule. Measured for the classic attacks, as their papers do.</summary>
    public const string Precision = "precision";

    /// <summary>Share of the members that an attack takes for members by its own rule.</summary>
    public const string Recall = "recall";

    /// <summary>The id of the true-positive rate at a false-positive rate in (0, 1).</summary>
    public static string TprAt(double fpr) => FormattableString.Invariant($"tpr@fpr={fpr}");
}

/// <summary>Attack ids of findings that are no attack of the catalogue.</summary>
public static class AttackIds
{
    /// <summary>The best of all attacks that ran.</summary>
    public const string Battery = "battery";

    /// <summary>Each column, the label and the rows per person held against the sides: no attack, but a test of the two files.</summary>
    public const string ColumnControl = "control-columns";

    /// <summary>A classifier that sees the record and never the target: no attack, but a test of the two files.</summary>
    public const string BlindControl = "control-blind";

    /// <summary>Shadow models asked about records they never saw: no attack, but a test of the two files.</summary>
    public const string ShadowControl = "control-shadows";
}
