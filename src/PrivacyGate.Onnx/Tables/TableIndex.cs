namespace PrivacyGate.Onnx.Tables;

/// <summary>Finds a row by its numbers, which may differ by rounding: rows are sorted by a sum of their numbers with odd weights.</summary>
internal sealed class TableIndex
{
    /// <summary>Difference that single precision and another order of the same arithmetic explain, relative to the largest number of the column.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Numbers kept of a table: its first rows show as well what it holds.</summary>
    private const int MostNumbers = 1 << 26;

    private readonly float[] values;
    private readonly double[] weights;
    private readonly double[] sums;
    private readonly int[] rows;
    private readonly double[] allowed;
    private readonly double reach;

    public TableIndex(StoredTable table)
    {
        Width = table.Width;
        values = table.Read();
        int count = Math.Min(table.Rows, Math.Max(1, MostNumbers / Width));
        weights = [.. Enumerable.Range(1, Width).Select(static i => 1 + (i * 0.618_033_988_749_894_9 % 1))];
        allowed = new double[Width];
        for (int i = 0; i < count * Width; i++)
        {
            allowed[i % Width] = Math.Max(allowed[i % Width], Tolerance * Math.Abs(values[i]));
        }

        reach = allowed.Zip(weights, static (most, weight) => most * weight).Sum();
        sums = [.. Enumerable.Range(0, count).Select(row => Sum(values.AsSpan(row * Width, Width)))];
        rows = [.. Enumerable.Range(0, count)];
        Array.Sort(sums, rows);
    }

    public int Width { get; }

    /// <summary>Whether a row holds these numbers.</summary>
    public bool Has(ReadOnlySpan<float> numbers)
    {
        double sum = Sum(numbers);
        int first = Array.BinarySearch(sums, sum - reach);
        first = first < 0 ? ~first : first;
        while (first > 0 && sums[first - 1] >= sum - reach)
        {
            first--;
        }

        for (int i = first; i < sums.Length && sums[i] <= sum + reach; i++)
        {
            if (Equal(numbers, values.AsSpan(rows[i] * Width, Width)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Equal(ReadOnlySpan<float> numbers, ReadOnlySpan<float> row)
    {
        for (int column = 0; column < row.Length; column++)
        {
            if (!(Math.Abs(numbers[column] - row[column]) <= allowed[column]))
            {
                return false;
            }
        }

        return true;
    }

    private double Sum(ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        for (int column = 0; column < weights.Length; column++)
        {
            sum += weights[column] * numbers[column];
        }

        return sum;
    }
}
