using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Auditing.Stored;

namespace PrivacyGate.Auditing;

/// <summary>How an audit is run.</summary>
public sealed record AuditOptions
{
    /// <summary>The metrics that a budget limits (<see cref="MetricIds"/>): their bounds are widened for being decided on together.</summary>
    public IReadOnlyList<string> BudgetedMetrics { get; init; } = [MetricIds.Advantage];

    /// <summary>The false-positive rates at which the true-positive rate is measured, in (0, 1).</summary>
    public IReadOnlyList<double> FalsePositiveRates { get; init; } = [0.01, 0.001];

    /// <summary>Why the audit is not whole (a time budget that ended), as <see cref="AuditReport.Reservations"/>.</summary>
    public IReadOnlyList<Diagnostic> Reservations { get; init; } = [];

    /// <summary>The accuracy that the spec states, or null.</summary>
    public ExpectedAccuracy? Accuracy { get; init; }

    /// <summary>Attacks to run beside those asked for, only to see whether a pass would hide a leak (<see cref="AuditReport.LeftOut"/>).</summary>
    public IReadOnlyList<IAttack> LeftOut { get; init; } = [];

    /// <summary>What was found wrong while the model was queried (it answers differently each time), or null.</summary>
    public Diagnostic? Invalidity { get; init; }

    /// <summary>What a reader must know of how the model was queried.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Training records found in the model file itself, or null.</summary>
    public StoredRecords? Stored { get; init; }

    /// <summary>Attacks evaluated side by side, at least 1. The report does not depend on it.</summary>
    public int DegreeOfParallelism { get; init; } = 1;
}

/// <param name="Done">Attacks evaluated so far.</param>
/// <param name="Of">Attacks to evaluate.</param>
public sealed record AuditProgress(int Done, int Of);
