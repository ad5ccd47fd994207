using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>Precision and recall of an attack that says yes or no by itself, as the classic papers report them.</summary>
internal static class PrecisionFindings
{
    private const string Method = "the attack's own yes or no; what it learns, learned on one fold and judged on the other, median of 11 splits; Clopper-Pearson interval";

    public static IEnumerable<Finding> Of(string attack, FoldOutcome[] outcomes, EvaluationSet all)
    {
        FoldOutcome[] splits = [.. outcomes.Chunk(2).Select(static pair => pair[0] + pair[1])];
        var mix = FormattableString.Invariant($"share of members among the records this attack takes for members, of {all.Members} members and {all.NonMembers} non-members");
        yield return Finding(MetricIds.Precision, mix, static split => new Rate(split.TruePositives, split.TruePositives + split.FalsePositives));
        yield return Finding(MetricIds.Recall, "share of the members that this attack takes for members", split => new Rate(split.TruePositives, all.Members));

        Finding Finding(string metric, string estimand, Func<FoldOutcome, Rate> rate)
        {
            Rate[] rates = [.. splits.Select(rate).Where(static own => own.Of > 0)];
            double? Median(Func<Rate, double> figure) => rates.Length == 0 ? null : Selection.Median([.. rates.Select(figure)]);
            return new Finding(
                attack, metric, SliceIds.All,
                Median(static own => own.Value),
                Median(static own => ClopperPearson.Lower(own, ErrorShares.OneSided)),
                Median(static own => ClopperPearson.Upper(own, ErrorShares.OneSided)),
                1 - (2 * ErrorShares.OneSided), Method, estimand, ErrorShares.Pointwise, all.Members, all.NonMembers);
        }
    }
}
