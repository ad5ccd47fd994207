namespace PrivacyGate.Metrics;

/// <summary>
/// The receiver operating characteristic: one point for each different score. Equal scores are flagged together, so
/// no order among ties can flatter an attack.
/// </summary>
public sealed class RocCurve
{
    private RocCurve(int[] truePositives, int[] falsePositives)
    {
        TruePositives = truePositives;
        FalsePositives = falsePositives;
    }

    /// <summary>Members scoring at least the i-th highest of the different scores; rising.</summary>
    public int[] TruePositives { get; }

    /// <summary>Non-members scoring at least that; rising.</summary>
    public int[] FalsePositives { get; }

    public int Members => TruePositives.Length == 0 ? 0 : TruePositives[^1];

    public int NonMembers => FalsePositives.Length == 0 ? 0 : FalsePositives[^1];

    /// <param name="ranked">Scores in falling order; larger means likelier a member.</param>
    /// <param name="isMember">The truth, by unit.</param>
    public static RocCurve From(RankedScores ranked, bool[] isMember)
    {
        var points = 0;
        for (var place = 0; place < ranked.Count; place++)
        {
            points += ranked.EndsTie(place) ? 1 : 0;
        }

        var curve = new RocCurve(new int[points], new int[points]);
        var point = 0;
        var members = 0;
        for (var place = 0; place < ranked.Count; place++)
        {
            members += isMember[ranked.Order[place]] ? 1 : 0;
            if (ranked.EndsTie(place))
            {
                curve.TruePositives[point] = members;
                curve.FalsePositives[point++] = place + 1 - members;
            }
        }

        return curve;
    }

    /// <summary>The largest FPR - TPR of any threshold, judged where it is picked: 0 for an attack that is nowhere the wrong way round.</summary>
    public double LargestReverse()
    {
        double largest = 0;
        for (var i = 0; i < TruePositives.Length; i++)
        {
            largest = Math.Max(largest, ((double)FalsePositives[i] / NonMembers) - ((double)TruePositives[i] / Members));
        }

        return largest;
    }

    /// <summary>Members scoring strictly above the r-th largest non-member score.</summary>
    public int MembersAboveNonMember(int r) => CountBefore(FalsePositives, TruePositives, r);

    /// <summary>Non-members scoring strictly below the r-th smallest member score.</summary>
    public int NonMembersBelowMember(int r)
    {
        // The r-th smallest member is the (members - r + 1)-th largest: its tie group is the first to reach that count.
        var group = FirstReaching(TruePositives, Members - r + 1);
        return NonMembers - FalsePositives[group];
    }

    private static int CountBefore(int[] reached, int[] counted, int r)
    {
        var group = FirstReaching(reached, r);
        return group == 0 ? 0 : counted[group - 1];
    }

    private static int FirstReaching(int[] rising, int count)
    {
        var low = 0;
        var high = rising.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = rising[middle] < count ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
