namespace PrivacyGate.Metrics;

/// <summary>
/// True-positive rate at a false-positive rate f, with exact bounds and no split: the threshold is an order statistic
/// of the non-members, whose false-positive rate is beta distributed whatever the scores are.
/// </summary>
/// <param name="Value">Share of members above the lowest threshold that flags at most f of the non-members.</param>
/// <param name="Interval">Each bound fails with probability at most its error.</param>
public sealed record TprAtFpr(double Value, ConfidenceInterval Interval)
{
    private const double MeasurableError = 0.025;

    /// <summary>The estimate, or null where these non-members prove no false-positive rate as low as f: nothing is interpolated.</summary>
    /// <param name="curve">At least one unit a side.</param>
    /// <param name="fpr">In (0, 1).</param>
    /// <param name="lowerError">Error of the lower bound; half goes to the false-positive rate, half to the true-positive rate.</param>
    /// <param name="upperError">Error of the upper bound, split alike.</param>
    public static TprAtFpr? Measure(RocCurve curve, double fpr, double lowerError, double upperError)
    {
        var n = curve.NonMembers;
        if (n < SmallestMeasurable(fpr))
        {
            return null;
        }

        var strict = LargestSafeRank(n, fpr, lowerError / 2);
        var lenient = SmallestUnsafeRank(n, fpr, upperError / 2);
        var observed = (int)Math.Floor((fpr * n) + 1e-9) + 1;
        var value = observed > n ? 1 : Above(curve, observed).Value;

        // Where the error is shared among many claims, even the largest non-member may not be safe enough a threshold.
        var lower = strict == 0 ? 0 : ClopperPearson.Lower(Above(curve, strict), lowerError / 2);
        var upper = lenient > n ? 1 : ClopperPearson.Upper(Above(curve, lenient), upperError / 2);
        return new TprAtFpr(value, new ConfidenceInterval(lower, upper));
    }

    /// <summary>
    /// The fewest non-members of which the largest score proves a false-positive rate of at most f with an error of
    /// .025: 368 for 1 % and 3,688 for .1 %. It does not depend on what else is decided with them.
    /// </summary>
    public static int SmallestMeasurable(double fpr) =>
        (int)Math.Ceiling(Math.Log(MeasurableError) / Math.Log(1 - fpr));

    /// <summary>The largest r such that flagging above the r-th largest of n non-members has a false-positive rate of at most f, with the error given; 0 when there is none.</summary>
    internal static int LargestSafeRank(int n, double fpr, double error) =>
        FirstRank(n, r => BetaDistribution.Cdf(fpr, r, n - r + 1) < 1 - error) - 1;

    /// <summary>The smallest r such that flagging down to the r-th largest has a false-positive rate of at least f; n + 1 when there is none.</summary>
    internal static int SmallestUnsafeRank(int n, double fpr, double error) =>
        FirstRank(n, r => BetaDistribution.Cdf(fpr, r, n - r + 1) <= error);

    private static Rate Above(RocCurve curve, int rank) => new(curve.MembersAboveNonMember(rank), curve.Members);

    /// <summary>The first rank in [1, n] with the property, which all later ones share; n + 1 when none has it.</summary>
    private static int FirstRank(int n, Func<int, bool> holds)
    {
        var low = 1;
        var high = n + 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
