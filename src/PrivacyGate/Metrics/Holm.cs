namespace PrivacyGate.Metrics;

/// <summary>Holm's adjustment (1979): rejecting what is at most alpha errs in any of the tests with probability at most alpha, however they depend on each other.</summary>
public static class Holm
{
    /// <summary>The adjusted p-values, in the order given.</summary>
    public static double[] Adjusted(double[] pValues)
    {
        int[] rising = [.. Enumerable.Range(0, pValues.Length).OrderBy(test => pValues[test])];
        var adjusted = new double[pValues.Length];
        double largest = 0;
        for (var rank = 0; rank < rising.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (rising.Length - rank) * pValues[rising[rank]]));
            adjusted[rising[rank]] = largest;
        }

        return adjusted;
    }
}
