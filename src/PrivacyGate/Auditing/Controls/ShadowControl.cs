using PrivacyGate.Attacks.Scales;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;
using PrivacyGate.Shadows;

namespace PrivacyGate.Auditing.Controls;

/// <summary>
/// A negative control: how well the sides are told apart by models that saw neither the record nor the target. What
/// they find is a difference between the two files, never a leak; left unnoticed it would count as one.
/// </summary>
internal static class ShadowControl
{
    /// <summary>One-sided, of three controls together .05.</summary>
    private const double Error = 0.05 / 3;

    private const string Method = "mean confidence of the shadow models not trained on the record; thresholds learned on one fold and judged on the other, median of 11 splits; Newcombe interval from Clopper-Pearson limits";

    public static Finding? Of(AuditInput input, EvaluationSet all, string units)
    {
        // Shadows of records that the target itself labelled or led to have seen the target.
        if (input.Shadows is null || input.Shadows.Summary.Source is ShadowSources.ModelBased or ShadowSources.StatisticsBased)
        {
            return null;
        }

        var ranked = RankedScores.From(all.UnitScores(MeanOutEase(ScaledAnswers.BesideShadows(input))));
        var outcomes = CrossFitting.BestAdvantage(ranked, all.Folds, all.IsMember);
        var interval = new NewcombeInterval(all.Members, all.NonMembers, Error, Error);
        var advantage = MembershipAdvantage.From(outcomes, all.Members, all.NonMembers, interval);
        return new Finding(
            AttackIds.ShadowControl, MetricIds.Control, SliceIds.All, advantage.Value, advantage.Interval.Lower, advantage.Interval.Upper,
            1 - (2 * Error), Method + units,
            "advantage TPR - FPR of models that saw neither the record nor the target: what members and non-members differ by without any leak",
            "three controls (Bonferroni)", all.Members, all.NonMembers);
    }

    private static double[] MeanOutEase(ScaledAnswers answers)
    {
        var means = new double[answers.Count];
        for (var i = 0; i < means.Length; i++)
        {
            double sum = 0;
            var count = 0;
            foreach (var shadow in answers.Shadows)
            {
                sum += shadow.Trained[i] ? 0 : answers.Ease(shadow, i);
                count += shadow.Trained[i] ? 0 : 1;
            }

            means[i] = count == 0 ? 0 : sum / count;
        }

        return means;
    }
}
