using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Stored;

namespace PrivacyGate.Auditing;

/// <summary>What an audit of one model found. Same inputs, same report, whatever the thread count.</summary>
/// <param name="Counts">Records read, dropped and judged.</param>
/// <param name="Accuracy">The classifier's accuracy on each side, in [0, 1]; not a number for other models.</param>
/// <param name="Findings">Every figure, battery first, then the attacks in the catalogue's order; last the battery with the sides exchanged, where that is remarkable, and the negative controls: the blind classifier, and the shadows where some were trained.</param>
/// <param name="Refused">Attacks that could not be run, with the reason.</param>
/// <param name="Invalidity">Why the audit proves nothing (one class only, too many equal records), or null.</param>
/// <param name="Warnings">What a reader of the figures must know.</param>
public sealed record AuditReport(
    RecordCounts Counts,
    SideAccuracy Accuracy,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<RefusedAttack> Refused,
    Diagnostic? Invalidity,
    IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>How well a model that is no classifier does its task; empty for a classifier.</summary>
    public IReadOnlyList<FitFigure> Fit { get; init; } = [];

    /// <summary>For a regression of one value, the advantage that its two root mean squared errors alone predict, in [0, 1]: an estimate before any attack, which no verdict rests on. Null for other models.</summary>
    public double? PredictedAdvantage { get; init; }

    /// <summary>Why these figures cannot carry a pass, whatever they are; each a warning. They can still carry a fail.</summary>
    public IReadOnlyList<Diagnostic> Reservations { get; init; } = [];

    /// <summary>Training records found in the model file itself, or null. The audit fails by them, whatever the figures are.</summary>
    public StoredRecords? Stored { get; init; }

    /// <summary>Attacks that queried only some of the records, or null when all queried all. They are no part of the battery, and such an audit can fail but not pass.</summary>
    public ShortenedAttacks? Shortened { get; init; }

    /// <summary>Figures, over all records, of attacks that the user's list leaves out. They can stand in the way of a pass, and are no part of the battery.</summary>
    public IReadOnlyList<Finding> LeftOut { get; init; } = [];

    /// <summary>Columns proven to tell the sides apart without any model, surest first: any of them makes the audit invalid, but for rows per person, which are a reservation.</summary>
    public IReadOnlyList<ColumnDifference> ColumnDifferences { get; init; } = [];

    /// <summary>How many more columns differ, less surely than those listed.</summary>
    public int ColumnDifferencesLeftOut { get; init; }

    /// <summary>What the shadow models were, or null when none were trained.</summary>
    public ShadowSummary? Shadows { get; init; }

    /// <summary>One for each attack that ran, in the order of the findings.</summary>
    public IReadOnlyList<AttackCurve> Curves { get; init; } = [];

    /// <summary>One for each attack that ran, in the order of the findings.</summary>
    public IReadOnlyList<ScoreHistogram> Histograms { get; init; } = [];

    /// <summary>One for each attack that ran, in the order of the findings.</summary>
    public IReadOnlyList<QueryCost> QueryCosts { get; init; } = [];
}

public sealed record RefusedAttack(string Attack, string Reason);
