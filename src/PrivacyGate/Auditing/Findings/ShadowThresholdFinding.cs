using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>The attacker's view: what an attack finds with the threshold learned on shadow models, which knows nothing of the target's members.</summary>
/// <remarks>
/// The threshold stands before any truth about the target is seen, so nothing is split and Newcombe's interval holds
/// as it is. It is a finding beside the auditor's and enters neither battery nor verdict.
/// </remarks>
internal static class ShadowThresholdFinding
{
    /// <summary>Null for an attack that told nothing of shadows.</summary>
    public static Finding? Of(MembershipScores scores, RankedScores ranked, EvaluationSet all, string units)
    {
        if (scores.OfShadows is not { } shadows)
        {
            return null;
        }

        var flagged = ranked.CountAtLeast(Threshold(scores, shadows));
        var truePositives = ranked.Order.Take(flagged).Count(unit => all.IsMember[unit]);
        var falsePositives = flagged - truePositives;
        var interval = new NewcombeInterval(all.Members, all.NonMembers, ErrorShares.OneSided, ErrorShares.OneSided);
        return new Finding(
            scores.AttackId,
            MetricIds.AdvantageAtShadowThreshold,
            all.Slice,
            ((double)truePositives / all.Members) - ((double)falsePositives / all.NonMembers),
            interval.Lower(truePositives, falsePositives),
            interval.Upper(truePositives, falsePositives),
            1 - (2 * ErrorShares.OneSided),
            Method(scores, shadows) + units,
            "advantage TPR - FPR of this attack on this model in the hands of an attacker who learns his threshold from shadow models of his own, for records like these",
            ErrorShares.Pointwise,
            all.Members,
            all.NonMembers);
    }

    private static double Threshold(MembershipScores scores, ShadowScores shadows)
    {
        if (scores.Rule == ThresholdRule.Given)
        {
            return scores.GivenThreshold;
        }

        var count = shadows.Units.Max() + 1;
        var sums = new double[count];
        var records = new int[count];
        var trained = new bool[count];
        for (var i = 0; i < shadows.Units.Length; i++)
        {
            var unit = shadows.Units[i];
            sums[unit] += shadows.Values[i];
            records[unit]++;
            trained[unit] = shadows.Trained[i];
        }

        return BestThreshold.Of(RankedScores.From([.. sums.Zip(records, static (sum, of) => sum / of)]), trained);
    }

    private static string Method(MembershipScores scores, ShadowScores shadows)
    {
        var trained = shadows.Trained.Count(static flag => flag);
        var rule = scores.Rule == ThresholdRule.Given
            ? "no threshold to learn: the attack says yes or no"
            : FormattableString.Invariant($"threshold with the largest TPR - FPR on {trained} records that {shadows.Shadows} shadow models were trained on and {shadows.Trained.Length - trained} that they were not, applied to this model as it is");
        var fit = shadows.Unmatched == 0 ? ""
            : FormattableString.Invariant($"; {shadows.Unmatched} of {shadows.Shadows} shadow models did not reach the model's loss on its members");
        var choice = shadows.Choice is null ? "" : "; " + shadows.Choice;
        return rule + choice + fit + "; Newcombe interval from Clopper-Pearson limits";
    }
}
