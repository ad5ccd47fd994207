using MathNet.Numerics;

namespace PrivacyGate.Metrics;

/// <summary>Fisher's exact test that two shares are equal (1935), given how many hits there are in all.</summary>
public static class FisherExact
{
    /// <summary>Below this share of the sum a further term changes no digit.</summary>
    private const double Negligible = 1e-18;

    /// <summary>Twice the smaller tail, at most 1.</summary>
    /// <param name="members">Hits among the members.</param>
    /// <param name="nonMembers">Hits among the non-members.</param>
    public static double TwoSided(Rate members, Rate nonMembers) =>
        Math.Min(1, 2 * Math.Min(Tail(members, nonMembers), Tail(nonMembers, members)));

    /// <summary>P(at least as many of the hits fall on the one side), by the hypergeometric distribution.</summary>
    private static double Tail(Rate one, Rate other)
    {
        var hits = one.Count + other.Count;
        var most = Math.Min(hits, one.Of);
        var term = Math.Exp(LogChoose(one.Of, one.Count) + LogChoose(other.Of, other.Count) - LogChoose(one.Of + other.Of, hits));
        double sum = 0;
        for (var k = one.Count; k <= most && term > 0; k++)
        {
            sum += term;
            var ratio = (double)(one.Of - k) * (hits - k) / ((k + 1.0) * (other.Of - hits + k + 1));
            term *= ratio;
            if (ratio < 1 && term < sum * Negligible)
            {
                break;
            }
        }

        return Math.Min(1, sum);
    }

    private static double LogChoose(int of, int count) =>
        SpecialFunctions.GammaLn(of + 1) - SpecialFunctions.GammaLn(count + 1) - SpecialFunctions.GammaLn(of - count + 1);
}
