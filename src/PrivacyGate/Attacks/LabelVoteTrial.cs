using PrivacyGate.Sorting;

namespace PrivacyGate.Attacks;

/// <summary>Whether a network that learned from the votes of all local shadows but one tells that one's records as well as counted votes do. The target and its truth have no say in it.</summary>
/// <param name="NetworkWins">Over all shadows it does, and for each it finds more than chance.</param>
/// <param name="Words">What was found, for a reader of the figures.</param>
/// <remarks>Shadows that fit less than the target have little to teach, and a network would learn noise in place of a count that holds.</remarks>
internal sealed record LabelVoteTrial(bool NetworkWins, string Words)
{
    /// <summary>One-sided 95 % of a normal variable.</summary>
    private const double Quantile = 1.6448536269514722;

    /// <summary>An area smaller by this is no loss: a trial learns from half the votes that the network in use does (on Location-30 trials drew with the count, and the network in use was ahead of it by .03).</summary>
    private const double Tolerance = 0.01;

    /// <param name="networks">Fits the networks.</param>
    /// <param name="shadows">Which shadow answered about which record, and whether it was trained on it.</param>
    /// <param name="votes">Its votes.</param>
    /// <param name="counted">The votes counted.</param>
    /// <param name="seed">Of the fits.</param>
    public static LabelVoteTrial Of(INetworkFitter networks, LocalShadowEvidence shadows, VoteVectors votes, double[] counted, ulong seed)
    {
        if (shadows.Shadows < 2)
        {
            return new LabelVoteTrial(false, "votes counted, for want of a second shadow model to try a network on");
        }

        (double Network, double Count, double Chance)[] areas =
            [.. Enumerable.Range(0, shadows.Shadows).Select(heldOut => Areas(networks, shadows, votes, counted, heldOut, Hashing.Mix(seed + (ulong)heldOut + 1)))];
        var wins = Array.TrueForAll(areas, static area => area.Network > area.Chance)
            && areas.Average(static area => area.Network) > areas.Average(static area => area.Count) - Tolerance;
        return new LabelVoteTrial(wins, FormattableString.Invariant(
            $"{(wins ? "votes weighed by a network" : "votes counted")}: on shadow models that it did not learn from a network tells records trained on with an area under the ROC curve of {areas.Average(static area => area.Network):0.000}, the count with {areas.Average(static area => area.Count):0.000}"));
    }

    private static (double Network, double Count, double Chance) Areas(
        INetworkFitter networks, LocalShadowEvidence shadows, VoteVectors votes, double[] counted, int heldOut, ulong seed)
    {
        int[] learned = [.. Enumerable.Range(0, counted.Length).Where(row => shadows.Shadow[row] != heldOut)];
        int[] tried = [.. Enumerable.Range(0, counted.Length).Where(row => shadows.Shadow[row] == heldOut)];
        var trained = Array.ConvertAll(tried, row => shadows.Trained[row]);
        using var network = MembershipNetwork.Fit(networks, votes.Pick(learned).Values, votes.Width, Array.ConvertAll(learned, row => shadows.Trained[row]), seed);
        double positives = trained.Count(static flag => flag);
        var chance = 0.5 + (Quantile * Math.Sqrt((trained.Length + 1) / (12 * positives * (trained.Length - positives))));
        return (Area(network.LogOdds(votes.Pick(tried).Values), trained), Area(Array.ConvertAll(tried, row => counted[row]), trained), chance);
    }

    /// <summary>The probability that a record trained on has the larger score (Mann and Whitney 1947), ties half; not a number where all or none were trained on.</summary>
    private static double Area(double[] scores, bool[] trained)
    {
        (var order, var falling) = FallingOrder.Of(scores);
        (double above, double area, double positives) = (0, 0, 0);
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first; next < order.Length && falling[next] == falling[first]; next++)
            {
            }

            double here = order[first..next].Count(row => trained[row]);
            area += (next - first - here) * (positives + (here / 2));
            (positives, above) = (positives + here, above + next - first - here);
        }

        return area / (positives * above);
    }
}
