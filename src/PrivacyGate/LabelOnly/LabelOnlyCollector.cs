using PrivacyGate.Models;

namespace PrivacyGate.LabelOnly;

/// <summary>Asks a target for labels, and for nothing else, before the audit: what comes back is scores for every kind of question.</summary>
public static class LabelOnlyCollector
{
    /// <summary>The attacks questions can be asked for, in the order of reports.</summary>
    public static IReadOnlyList<string> AttackIds { get; } = [BoundaryQuestions.AttackId, NoiseQuestions.AttackId];

    /// <summary>Asks for the attacks named.</summary>
    /// <param name="attacks">Ids of <see cref="AttackIds"/>; others are passed over.</param>
    /// <param name="records">The audited records, in content order as in <see cref="Auditing.AuditInput.Records"/>.</param>
    /// <param name="target">The model audited; only its predicted classes are looked at.</param>
    /// <param name="space">What may be changed in a record.</param>
    /// <param name="options">How much may be asked.</param>
    /// <param name="progress">Told at each milestone, or null.</param>
    /// <param name="timeUp">Signalled when the time is up: what was asked until then stands.</param>
    /// <param name="cancellation">Stops within a batch.</param>
    /// <returns>The same for the same records, options and target, whatever the degree of parallelism, unless <paramref name="timeUp"/> was signalled.</returns>
    /// <exception cref="InputException">The model refused records (PG0027).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static LabelOnlyEvidence Collect(
        IReadOnlyCollection<string> attacks,
        RecordBatch records,
        IClassifier target,
        FeatureSpace space,
        LabelOnlyOptions options,
        IProgress<LabelOnlyProgress>? progress,
        CancellationToken timeUp,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attacks);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueriesPerRecord, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DegreeOfParallelism, 1);
        var oracle = new LabelOracle(target, cancellation);
        int[] predicted = oracle.Ask(records);
        var questions = new LabelQuestions(records, predicted, space, oracle, options, progress, timeUp, cancellation);
        return new LabelOnlyEvidence([.. AttackIds.Where(attacks.Contains).Select(attack => Ask(attack, questions))]);
    }

    private static QueryCurve Ask(string attack, LabelQuestions questions) => attack switch
    {
        BoundaryQuestions.AttackId => BoundaryQuestions.Ask(questions),
        NoiseQuestions.AttackId => NoiseQuestions.Ask(questions),
        _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "no questions are known for this attack"),
    };
}
