using MathNet.Numerics;

namespace PrivacyGate.Attacks;

/// <summary>
/// What the variances of many records tell of that of one: as much as <paramref name="Freedom"/> more shadows of variance
/// <paramref name="Variance"/> would (Smyth 2004, section 6.2: the scaled inverse chi-squared distribution whose sample variances have the
/// mean and variance of logarithm that are seen).
/// </summary>
/// <param name="Freedom">Degrees of freedom, above 0: many where records differ by chance alone, few where residuals have heavy tails.</param>
/// <param name="Variance">Of a usual record, above 0; a few wild records do not move it, as they do the pooled variance.</param>
internal sealed record VariancePrior(double Freedom, double Variance)
{
    private const double Fewest = 1e-3;
    private const double Most = 1e6;
    private const int Halvings = 60;

    /// <param name="squares">Sums of squares of the records.</param>
    /// <param name="freedom">Their degrees of freedom; records with none are passed over.</param>
    /// <param name="least">Variances below it are equal.</param>
    /// <returns>Null where the variances differ no more than chance would have it, or are too few to tell.</returns>
    public static VariancePrior? Of(double[] squares, int[] freedom, double least)
    {
        int[] seen = [.. Enumerable.Range(0, squares.Length).Where(i => freedom[i] > 0)];
        if (seen.Length < 2)
        {
            return null;
        }

        double[] logs = [.. seen.Select(i => Math.Log(Math.Max(least, squares[i] / freedom[i])) - SpecialFunctions.DiGamma(freedom[i] / 2.0) + Math.Log(freedom[i] / 2.0))];
        var mean = logs.Average();
        var spread = (logs.Sum(log => (log - mean) * (log - mean)) / (logs.Length - 1)) - seen.Average(i => TriGamma(freedom[i] / 2.0));
        if (spread <= TriGamma(Most / 2))
        {
            return null;
        }

        var half = Inverse(spread);
        return new VariancePrior(2 * half, Math.Exp(mean + SpecialFunctions.DiGamma(half) - Math.Log(half)));
    }

    /// <summary>Second derivative of ln of the gamma function, for x above 0: by recurrence to 10 and beyond, then its asymptotic series (Abramowitz and Stegun 6.4.12).</summary>
    internal static double TriGamma(double x)
    {
        double sum = 0;
        for (; x < 10; x++)
        {
            sum += 1 / (x * x);
        }

        var square = 1 / (x * x);
        return sum + (1 / x) + (square / 2) + (square / x * ((1.0 / 6) - (square * ((1.0 / 30) - (square * ((1.0 / 42) - (square / 30)))))));
    }

    /// <summary>Where the function, which falls, has a value.</summary>
    private static double Inverse(double value)
    {
        var (low, high) = (Math.Log(Fewest / 2), Math.Log(Most / 2));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = TriGamma(Math.Exp(middle)) > value ? (middle, high) : (low, middle);
        }

        return Math.Exp((low + high) / 2);
    }
}
