namespace PrivacyGate.Metrics;

/// <summary>Finds an order statistic without sorting.</summary>
internal static class Selection
{
    /// <summary>The k-th smallest value, counting from 0. Reorders <paramref name="values"/> (Hoare's quickselect).</summary>
    public static ulong KthSmallest(Span<ulong> values, int k)
    {
        var low = 0;
        var high = values.Length - 1;
        while (low < high)
        {
            var pivot = values[low + ((high - low) / 2)];
            var i = low - 1;
            var j = high + 1;
            while (true)
            {
                while (values[++i] < pivot)
                {
                }

                while (values[--j] > pivot)
                {
                }

                if (i >= j)
                {
                    break;
                }

                (values[i], values[j]) = (values[j], values[i]);
            }

            (low, high) = k <= j ? (low, j) : (j + 1, high);
        }

        return values[k];
    }

    /// <summary>The middle value of an odd number of values; the mean of the two middle ones of an even number.</summary>
    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
