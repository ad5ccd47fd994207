using MathNet.Numerics;

namespace PrivacyGate.Attacks.Scales;

/// <summary>How much of a normal distribution lies around 0.</summary>
internal static class NormalInterval
{
    /// <summary>Half-widths below this many deviations are equal: the logarithm ends there.</summary>
    private const double Narrowest = 1e-12;

    /// <summary>Farther out erfc has lost its digits, and its expansion has them all.</summary>
    private const double Far = 25;

    /// <summary>ln P(|X| at most <paramref name="half"/>) for X of the given mean and deviation; finite, at most 0.</summary>
    /// <param name="half">At least 0.</param>
    /// <param name="mean">Of X.</param>
    /// <param name="deviation">Of X, above 0.</param>
    public static double LogWithin(double half, double mean, double deviation)
    {
        // The interval is symmetric, so only the distance of the mean counts.
        var width = Math.Max(half / deviation, Narrowest);
        var centre = Math.Abs(mean) / deviation;
        if (width < 1e-4 / Math.Max(centre, 1))
        {
            // So narrow that the density is flat.
            return Math.Log(2 * width / Math.Sqrt(2 * Math.PI)) - (centre * centre / 2);
        }

        var near = LogUpperTail(centre - width);
        var far = LogUpperTail(centre + width);
        return Math.Min(0, near + Math.Log(-Expm1(far - near)));
    }

    /// <summary>ln P(Z above <paramref name="z"/>).</summary>
    private static double LogUpperTail(double z)
    {
        if (z < Far)
        {
            return Math.Log(SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2);
        }

        var square = z * z;
        return (-square / 2) - Math.Log(z * Math.Sqrt(2 * Math.PI)) + Math.Log(1 - (1 / square) + (3 / (square * square)));
    }

    /// <summary>e^x - 1, exact for small x.</summary>
    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
