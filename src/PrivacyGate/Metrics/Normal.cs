using MathNet.Numerics;

namespace PrivacyGate.Metrics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>P(Z at most <paramref name="z"/>).</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    /// <summary>The z with P(Z at most z) = <paramref name="p"/>, for p in (0, 1).</summary>
    public static double Quantile(double p) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * p);
}
