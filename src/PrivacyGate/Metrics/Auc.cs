namespace PrivacyGate.Metrics;

/// <summary>
/// Area under the ROC curve: the probability that a random member scores above a random non-member, ties counting
/// half.
/// </summary>
public static class Auc
{
    /// <summary>Units a side from which the asymptotic interval may stand alone.</summary>
    private const int SmallestAsymptotic = 30;

    /// <summary>The area, in [0, 1]; .5 tells nothing, less than .5 means an inverted attack.</summary>
    public static double Value(RocCurve curve) =>
        Placements(curve).Mean;

    /// <summary>
    /// DeLong's interval (DeLong, DeLong and Clarke-Pearson 1988) on the logit scale (Pepe 2003), since on its own scale
    /// it claims too much of few records near 1. Where his variance is zero (perfect separation), Hoeffding's bound for
    /// the smaller side, which holds at any size; with fewer than 30 units on a side the wider of the two.
    /// </summary>
    /// <param name="curve">At least one unit a side.</param>
    /// <param name="lowerError">One-sided error of the lower bound.</param>
    /// <param name="upperError">One-sided error of the upper bound.</param>
    public static ConfidenceInterval Interval(RocCurve curve, double lowerError, double upperError)
    {
        (var mean, var variance) = Placements(curve);
        var smaller = Math.Min(curve.Members, curve.NonMembers);
        double Reach(double error) => Math.Sqrt(Math.Log(1 / error) / (2 * smaller));
        var atAnySize = new ConfidenceInterval(Math.Max(0, mean - Reach(lowerError)), Math.Min(1, mean + Reach(upperError)));
        if (variance <= 0 || mean <= 0 || mean >= 1)
        {
            return atAnySize;
        }

        var logit = Math.Log(mean / (1 - mean));
        var deviation = Math.Sqrt(variance) / (mean * (1 - mean));
        var asymptotic = new ConfidenceInterval(
            Logistic(logit + (Normal.Quantile(lowerError) * deviation)),
            Logistic(logit - (Normal.Quantile(upperError) * deviation)));
        return smaller >= SmallestAsymptotic ? asymptotic : new ConfidenceInterval(
            Math.Min(asymptotic.Lower, atAnySize.Lower),
            Math.Max(asymptotic.Upper, atAnySize.Upper));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>The area, and DeLong's variance from each unit's placement: the share of the other side it beats.</summary>
    private static (double Mean, double Variance) Placements(RocCurve curve)
    {
        double m = curve.Members;
        double n = curve.NonMembers;
        double mean = 0;
        for (var i = 0; i < curve.TruePositives.Length; i++)
        {
            (var members, _, var beaten, _) = Group(curve, i);
            mean += members * beaten;
        }

        mean /= m;
        double memberSquares = 0;
        double nonMemberSquares = 0;
        for (var i = 0; i < curve.TruePositives.Length; i++)
        {
            (var members, var nonMembers, var beaten, var beating) = Group(curve, i);
            memberSquares += members * (beaten - mean) * (beaten - mean);
            nonMemberSquares += nonMembers * (beating - mean) * (beating - mean);
        }

        return (mean, (memberSquares / (m * Math.Max(1, m - 1))) + (nonMemberSquares / (n * Math.Max(1, n - 1))));
    }

    /// <summary>Units of the i-th tie group, the share of non-members below it and the share of members above it, ties half.</summary>
    private static (int Members, int NonMembers, double Beaten, double Beating) Group(RocCurve curve, int i)
    {
        var membersAbove = i == 0 ? 0 : curve.TruePositives[i - 1];
        var nonMembersAbove = i == 0 ? 0 : curve.FalsePositives[i - 1];
        var members = curve.TruePositives[i] - membersAbove;
        var nonMembers = curve.FalsePositives[i] - nonMembersAbove;
        var beaten = (curve.NonMembers - nonMembersAbove - (nonMembers / 2.0)) / curve.NonMembers;
        var beating = (membersAbove + (members / 2.0)) / curve.Members;
        return (members, nonMembers, beaten, beating);
    }
}
