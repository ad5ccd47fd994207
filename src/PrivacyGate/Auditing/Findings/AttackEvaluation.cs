using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>What the truth says of one attack's scores: a few numbers, so that scores need not be kept.</summary>
/// <param name="Attack">Its id.</param>
/// <param name="Set">What it was judged on: all records, or those that an attack queried.</param>
/// <param name="All">Rules learned and judged on all of them.</param>
/// <param name="Slices">The same within each slice.</param>
/// <param name="Swapped">The same on all records with the sides exchanged, or null where no threshold hints at it.</param>
/// <param name="Findings">The figures of one attack that need its scores.</param>
/// <param name="Curve">For drawing.</param>
/// <param name="Histogram">For drawing.</param>
internal sealed record AttackEvaluation(
    string Attack,
    EvaluationSet Set,
    FoldOutcome[] All,
    FoldOutcome[][] Slices,
    FoldOutcome[]? Swapped,
    IReadOnlyList<Finding> Findings,
    AttackCurve Curve,
    ScoreHistogram Histogram)
{
    public static AttackEvaluation Of(IAttack attack, AuditSample sample, EvaluationSet all, Lazy<EvaluationSet> swapped, IReadOnlyList<EvaluationSet> slices, CurveFindings findings, string units)
    {
        var scores = attack.Score(sample.Input);
        RequireFinite(scores, sample.Input.Signals.Count);
        var ranked = RankedScores.From(all.UnitScores(scores.Values));
        var outcomes = CrossFit(scores, scores.Rule, ranked, all);
        var curve = RocCurve.From(ranked, all.IsMember);
        IReadOnlyList<Finding> figures =
        [
            .. ShadowThresholdFinding.Of(scores, ranked, all, units) is { } attackers ? [attackers] : Array.Empty<Finding>(),
            .. findings.Of(scores.AttackId, curve),
            .. scores.Decision is { } decision ? PrecisionFindings.Of(scores.AttackId, CrossFit(scores, decision, ranked, all), all) : [],
        ];
        var reverse = curve.LargestReverse() > SwappedSides.Remarkable ? CrossFit(scores, scores.Rule, ranked, swapped.Value) : null;
        FoldOutcome[][] ofSlices = [.. slices.Select(slice => CrossFit(scores, slice))];
        return new AttackEvaluation(
            scores.AttackId, all, outcomes, ofSlices, reverse, figures,
            CurvePoints.Of(scores.AttackId, curve), ScoreBins.Of(scores.AttackId, ranked, all.IsMember));
    }

    /// <summary>An attack's rules, learned on one fold and judged on the other.</summary>
    public static FoldOutcome[] CrossFit(MembershipScores scores, EvaluationSet set) =>
        CrossFit(scores, scores.Rule, RankedScores.From(set.UnitScores(scores.Values)), set);

    private static FoldOutcome[] CrossFit(MembershipScores scores, ThresholdRule rule, RankedScores ranked, EvaluationSet set) => rule switch
    {
        ThresholdRule.BestAdvantage => CrossFitting.BestAdvantage(ranked, set.Folds, set.IsMember),
        ThresholdRule.Given => CrossFitting.Given(ranked, set.Folds, set.IsMember, scores.GivenThreshold),
        ThresholdRule.MemberMean => CrossFitting.MemberMean(ranked, set.Folds, set.IsMember),
        ThresholdRule.BestAdvantagePerClass => Classwise(ranked, set).BestAdvantage(),
        ThresholdRule.MemberMeanPerClass => Classwise(ranked, set).MemberMean(),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no such threshold rule"),
    };

    private static ClasswiseCrossFitting Classwise(RankedScores ranked, EvaluationSet set) =>
        new(ranked, set.Classes, set.Folds, set.IsMember);

    private static void RequireFinite(MembershipScores scores, int records)
    {
        if (scores.Values.Length != records || !Array.TrueForAll(scores.Values, double.IsFinite))
        {
            throw new InvalidOperationException($"attack {scores.AttackId} must give one finite score a record");
        }
    }
}
