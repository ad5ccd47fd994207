namespace PrivacyGate.Gating;

public enum VerdictKind
{
    /// <summary>Every attack's upper bound is within the budget.</summary>
    Pass,

    /// <summary>A lower bound is over the budget.</summary>
    Fail,

    /// <summary>Neither is proven with these records, or by as much of the audit as was run.</summary>
    Inconclusive,

    /// <summary>The records cannot carry an audit.</summary>
    Invalid,
}

/// <param name="Kind">What the gate decided.</param>
/// <param name="Violations">Why, worst first; empty only for <see cref="VerdictKind.Pass"/>.</param>
public sealed record Verdict(VerdictKind Kind, IReadOnlyList<Violation> Violations)
{
    /// <summary>Slices proven neither within nor over the budget; told, but they decide nothing.</summary>
    public IReadOnlyList<Violation> UndecidedSlices { get; init; } = [];
}

/// <summary>One reason for a verdict other than Pass.</summary>
/// <param name="Code">A constant of <see cref="DiagnosticIds"/>.</param>
/// <param name="Attack">The attack that shows it; for the battery, the rule picked most often.</param>
/// <param name="Metric">Metric id.</param>
/// <param name="Slice">Slice id.</param>
/// <param name="Value">The estimate, or null when not measurable.</param>
/// <param name="Lower">Lower confidence bound.</param>
/// <param name="Upper">Upper confidence bound.</param>
/// <param name="Limit">The budget it is held against.</param>
/// <param name="RecordsNeeded">Records a side that would likely decide an inconclusive verdict, or null.</param>
/// <param name="Message">One line without the model's name; see <see cref="Diagnostic.Message"/>.</param>
public sealed record Violation(
    string Code,
    string Attack,
    string Metric,
    string Slice,
    double? Value,
    double? Lower,
    double? Upper,
    double? Limit,
    RecordsNeeded? RecordsNeeded,
    string Message)
{
    public string Message { get; init => field = PlainText.Message(value); } = PlainText.Message(Message);
}

/// <param name="Count">Records a side.</param>
/// <param name="IsLowerBound">True when the estimate lies so close to the budget that only "more than" can be said.</param>
public sealed record RecordsNeeded(int Count, bool IsLowerBound);
