namespace PrivacyGate.Metrics;

/// <summary>
/// Bounds of the difference of two independent shares, TPR - FPR: Newcombe's hybrid score method (1998, method 10)
/// with Clopper-Pearson limits in place of Wilson's, which are exact and hold at shares of 0 and 1.
/// Safe to share between threads.
/// </summary>
public sealed class NewcombeInterval
{
    private readonly int members;
    private readonly int nonMembers;
    private readonly ClopperPearsonTable memberLow;
    private readonly ClopperPearsonTable nonMemberLow;
    private readonly ClopperPearsonTable memberHigh;
    private readonly ClopperPearsonTable nonMemberHigh;

    /// <param name="members">Members judged, at least 1.</param>
    /// <param name="nonMembers">Non-members judged, at least 1.</param>
    /// <param name="lowerError">One-sided error of the lower bound; .025 for a 95 % interval.</param>
    /// <param name="upperError">One-sided error of the upper bound.</param>
    public NewcombeInterval(int members, int nonMembers, double lowerError, double upperError)
    {
        this.members = members;
        this.nonMembers = nonMembers;
        memberLow = new ClopperPearsonTable(members, lowerError);
        nonMemberLow = new ClopperPearsonTable(nonMembers, lowerError);
        var same = lowerError.Equals(upperError);
        memberHigh = same ? memberLow : new ClopperPearsonTable(members, upperError);
        nonMemberHigh = same ? nonMemberLow : new ClopperPearsonTable(nonMembers, upperError);
    }

    /// <summary>The difference is below this with about the lower error.</summary>
    /// <param name="truePositives">Members flagged.</param>
    /// <param name="falsePositives">Non-members flagged.</param>
    public double Lower(int truePositives, int falsePositives)
    {
        var tpr = (double)truePositives / members;
        var fpr = (double)falsePositives / nonMembers;
        return tpr - fpr - Distance(tpr - memberLow.Lower(truePositives), nonMemberLow.Upper(falsePositives) - fpr);
    }

    /// <summary>The difference is above this with about the upper error.</summary>
    /// <inheritdoc cref="Lower"/>
    public double Upper(int truePositives, int falsePositives)
    {
        var tpr = (double)truePositives / members;
        var fpr = (double)falsePositives / nonMembers;
        return tpr - fpr + Distance(memberHigh.Upper(truePositives) - tpr, fpr - nonMemberHigh.Lower(falsePositives));
    }

    private static double Distance(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
