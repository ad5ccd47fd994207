namespace PrivacyGate.Metrics;

/// <summary>
/// The largest epsilon that an attack proves: an (epsilon, delta)-private training would have made its true- and
/// false-positive rates this far apart with probability at most the error.
/// </summary>
public static class EpsilonLowerBound
{
    private static readonly double[] Shares = [0.001, 0.01, 0.05, 0.1, 0.2, 0.5];

    /// <summary>The bound in nats, at least 0.</summary>
    /// <param name="curve">At least one unit a side.</param>
    /// <param name="error">The probability that the bound is too high, over all rules of <paramref name="claims"/> attacks together.</param>
    /// <param name="claims">How many bounds share the error: attacks times budgeted metrics.</param>
    /// <param name="delta">The delta of (epsilon, delta)-privacy.</param>
    /// <remarks>Twelve rules fixed in advance: six order statistics, flagging members from the top or non-members from the bottom.</remarks>
    public static double Measure(RocCurve curve, double error, int claims = 1, double delta = 0)
    {
        var half = HalfError(error, claims);
        double best = 0;
        foreach (var share in Shares)
        {
            var r = Rank(share, curve.NonMembers);
            var members = new Rate(curve.MembersAboveNonMember(r), curve.Members);
            var s = Rank(share, curve.Members);
            var nonMembers = new Rate(curve.NonMembersBelowMember(s), curve.NonMembers);
            best = Math.Max(best, Math.Max(
                LogRatio(members, r, curve.NonMembers, half, delta),
                LogRatio(nonMembers, s, curve.Members, half, delta)));
        }

        return best;
    }

    /// <summary>The largest bound that so many records could prove, of a model that gives every member away; at least 0.</summary>
    /// <inheritdoc cref="Measure"/>
    public static double LargestProvable(int members, int nonMembers, double error, int claims = 1, double delta = 0)
    {
        var half = HalfError(error, claims);
        double best = 0;
        foreach (var share in Shares)
        {
            best = Math.Max(best, Math.Max(
                LogRatio(new Rate(members, members), Rank(share, nonMembers), nonMembers, half, delta),
                LogRatio(new Rate(nonMembers, nonMembers), Rank(share, members), members, half, delta)));
        }

        return best;
    }

    private static double HalfError(double error, int claims) => error / (2 * Shares.Length * claims) / 2;

    /// <summary>ln of the lower bound of the rate above the r-th of n order statistics over the upper bound of the other side's.</summary>
    internal static double LogRatio(Rate hits, int r, int n, double half, double delta)
    {
        var low = ClopperPearson.Lower(hits, half) - delta;
        var high = BetaDistribution.Quantile(1 - half, r, n - r + 1);
        return low <= 0 ? double.NegativeInfinity : Math.Log(low / high);
    }

    private static int Rank(double share, int count) => Math.Max(1, (int)Math.Floor((share * count) + 1e-9));
}
