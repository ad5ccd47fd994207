using MathNet.Numerics;

namespace PrivacyGate.Metrics;

/// <summary>Pearson's test that categories have equal shares on both sides.</summary>
/// <param name="Effect">Cramer's V without its bias (Bergsma 2013), in [0, 1]: for two categories about the difference of their shares.</param>
/// <param name="PValue">By the chi-squared distribution; categories too rare for it count as one.</param>
public sealed record ChiSquaredTest(double Effect, double PValue)
{
    /// <summary>Cochran's rule for the chi-squared distribution to hold.</summary>
    private const double FewestExpected = 5;

    /// <param name="members">How many members are of each category.</param>
    /// <param name="nonMembers">How many non-members are.</param>
    public static ChiSquaredTest Of(ReadOnlySpan<int> members, ReadOnlySpan<int> nonMembers)
    {
        var m = Sum(members);
        var n = Sum(nonMembers);
        double statistic = 0;
        var categories = 0;
        (double Members, double NonMembers) rare = default;
        for (var category = 0; category < members.Length; category++)
        {
            var isRare = (members[category] + nonMembers[category]) * Math.Min(m, n) / (m + n) < FewestExpected;
            rare = isRare ? (rare.Members + members[category], rare.NonMembers + nonMembers[category]) : rare;
            statistic += isRare ? 0 : Term(members[category], nonMembers[category], m, n);
            categories += isRare ? 0 : 1;
        }

        if ((rare.Members + rare.NonMembers) * Math.Min(m, n) / (m + n) >= FewestExpected)
        {
            statistic += Term(rare.Members, rare.NonMembers, m, n);
            categories++;
        }

        // Where what is rare is too rare even together it is left out: a category less, and too small a statistic.
        return categories < 2
            ? new ChiSquaredTest(0, 1)
            : new ChiSquaredTest(
                Math.Sqrt(Math.Max(0, statistic - (categories - 1)) / (m + n)),
                SpecialFunctions.GammaUpperRegularized((categories - 1) / 2.0, statistic / 2));
    }

    private static double Sum(ReadOnlySpan<int> counts)
    {
        double sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }

    /// <summary>Both cells of one category.</summary>
    private static double Term(double members, double nonMembers, double m, double n)
    {
        var distance = members - ((members + nonMembers) * m / (m + n));
        return distance * distance * (m + n) * (m + n) / ((members + nonMembers) * m * n);
    }
}
