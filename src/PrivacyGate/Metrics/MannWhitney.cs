using MathNet.Numerics;

namespace PrivacyGate.Metrics;

/// <summary>The rank test of Mann and Whitney (1947): whether values of one side tend to be larger.</summary>
/// <param name="Effect">P(member's value larger) - P(non-member's larger), in [-1, 1] (Cliff's delta); ties count for neither.</param>
/// <param name="PValue">Two-sided, by the normal approximation with corrections for ties and continuity.</param>
public sealed record MannWhitney(double Effect, double PValue)
{
    /// <param name="members">How many members have each different value, in rising order of the values.</param>
    /// <param name="nonMembers">How many non-members have each of them.</param>
    public static MannWhitney Of(ReadOnlySpan<int> members, ReadOnlySpan<int> nonMembers)
    {
        double below = 0;
        double m = 0;
        double u = 0;
        double ties = 0;
        for (var value = 0; value < members.Length; value++)
        {
            u += members[value] * (below + (nonMembers[value] / 2.0));
            below += nonMembers[value];
            m += members[value];
            double tied = members[value] + nonMembers[value];
            ties += (tied * tied * tied) - tied;
        }

        var n = below;
        var all = m + n;
        var variance = m * n / 12 * (all + 1 - (ties / (all * (all - 1))));
        var distance = Math.Max(0, Math.Abs(u - (m * n / 2)) - 0.5);
        return new MannWhitney(
            (2 * u / (m * n)) - 1,
            variance <= 0 ? 1 : SpecialFunctions.Erfc(distance / Math.Sqrt(2 * variance)));
    }
}
