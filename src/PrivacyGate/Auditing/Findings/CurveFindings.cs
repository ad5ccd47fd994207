using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>The figures of one attack that are read off its ROC curve over all records, with no split.</summary>
internal sealed class CurveFindings(ErrorShares shares, IReadOnlyList<double> falsePositiveRates)
{
    public IReadOnlyList<Finding> Of(string attack, RocCurve curve) =>
    [
        AucOf(attack, curve),
        .. falsePositiveRates.Select(fpr => TprOf(attack, curve, fpr)),
        EpsilonOf(attack, curve),
    ];

    private Finding AucOf(string attack, RocCurve curve)
    {
        var lowerError = ErrorShares.OneSided / shares.Claims(MetricIds.Auc);
        var interval = Auc.Interval(curve, lowerError, ErrorShares.OneSided);
        return new Finding(
            attack, MetricIds.Auc, SliceIds.All, Auc.Value(curve), interval.Lower, interval.Upper,
            1 - lowerError - ErrorShares.OneSided,
            "mid-rank area under the ROC curve; DeLong interval on the logit scale",
            "probability that this attack scores a random member above a random non-member, ties half",
            shares.AdjustedFor(MetricIds.Auc), curve.Members, curve.NonMembers);
    }

    private Finding TprOf(string attack, RocCurve curve, double fpr)
    {
        var metric = MetricIds.TprAt(fpr);
        (var lowerError, var upperError) = shares.Tpr(metric);
        var measured = TprAtFpr.Measure(curve, fpr, lowerError, upperError);
        return new Finding(
            attack, metric, SliceIds.All, measured?.Value, measured?.Interval.Lower, measured?.Interval.Upper,
            1 - lowerError - upperError,
            "thresholds at order statistics of the non-members; exact beta bounds of their false-positive rate and Clopper-Pearson bounds of the true-positive rate",
            "largest true-positive rate of one threshold with at most this false-positive rate",
            shares.AdjustedFor(metric), curve.Members, curve.NonMembers)
        {
            NonMembersNeeded = measured is null ? TprAtFpr.SmallestMeasurable(fpr) : null,
        };
    }

    private Finding EpsilonOf(string attack, RocCurve curve)
    {
        var bound = EpsilonLowerBound.Measure(curve, shares.Epsilon, shares.EpsilonClaims);
        return new Finding(
            attack, MetricIds.Epsilon, SliceIds.All, bound, bound, null,
            1 - shares.Epsilon,
            "lower bound only: ln of a Clopper-Pearson bound over an exact order-statistic bound, best of 12 fixed rules, delta 0",
            "epsilon that training is proven not to have stayed below; no upper bound exists",
            shares.EpsilonAdjustedFor, curve.Members, curve.NonMembers);
    }
}
