using MathNet.Numerics;

namespace PrivacyGate.Metrics;

/// <summary>The beta distribution, on which exact binomial bounds and order statistics rest.</summary>
public static class BetaDistribution
{
    private const int MostSteps = 200;

    /// <summary>P(X at most <paramref name="x"/>).</summary>
    public static double Cdf(double x, double a, double b) =>
        x <= 0 ? 0 : x >= 1 ? 1 : SpecialFunctions.BetaRegularized(a, b, x);

    /// <summary>The x with P(X at most x) = <paramref name="p"/>, by Newton's steps held inside a shrinking bracket.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    /// <remarks>About five evaluations of the distribution function, where MathNet's own inverse takes some fifty.</remarks>
    public static double Quantile(double p, double a, double b)
    {
        if (p <= 0 || p >= 1)
        {
            return p <= 0 ? 0 : 1;
        }

        var logNormaliser = SpecialFunctions.GammaLn(a + b) - SpecialFunctions.GammaLn(a) - SpecialFunctions.GammaLn(b);
        double low = 0;
        double high = 1;
        var x = NormalGuess(p, a, b);
        for (var step = 0; step < MostSteps; step++)
        {
            var error = Cdf(x, a, b) - p;
            if (error == 0)
            {
                return x;
            }

            (low, high) = error < 0 ? (x, high) : (low, x);
            var density = Math.Exp(logNormaliser + ((a - 1) * Math.Log(x)) + ((b - 1) * Math.Log(1 - x)));
            var next = x - (error / density);
            if (!(next > low && next < high))
            {
                next = low + ((high - low) / 2);
            }

            if (Math.Abs(next - x) <= 1e-15 * x || high - low <= double.Epsilon)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    /// <summary>A starting point from the normal approximation on the logit scale, inside (0, 1).</summary>
    private static double NormalGuess(double p, double a, double b)
    {
        var logit = Math.Log(a / b) + (Normal.Quantile(p) * Math.Sqrt((1 / a) + (1 / b)));
        return Math.Clamp(1 / (1 + Math.Exp(-logit)), 1e-12, 1 - 1e-12);
    }
}
