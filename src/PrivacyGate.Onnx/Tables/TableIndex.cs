namespace PrivacyGate.Onnx.Tables;

/// <summary>
/// Finds a row by its numbers, which may differ by rounding: rows are sorted by a sum of their numbers with odd weights.
/// Where all rows are of one length, as cosine similarity wants them, a record is brought to that length first.
/// </summary>
internal sealed class TableIndex
{
    /// <summary>Numbers kept of a table: its first rows show as well what it holds.</summary>
    private const int MostNumbers = 1 << 26;

    private readonly float[] values;
    private readonly RowLength? length;
    private readonly double[] weights;
    private readonly double[] sums;
    private readonly int[] rows;
    private readonly double[] allowed;
    private readonly int[] order;
    private readonly double reach;

    public TableIndex(StoredTable table)
    {
        Width = table.Width;
        values = table.Read();
        int count = Math.Min(table.Rows, Math.Max(1, MostNumbers / Width));
        weights = [.. Enumerable.Range(1, Width).Select(static i => 1 + (i * 0.618_033_988_749_894_9 % 1))];
        (allowed, order) = Columns(values.AsSpan(0, count * Width), Width, table.Precision);
        length = RowLength.Of(values.AsSpan(0, count * Width), Width, table.Precision);
        reach = allowed.Zip(weights, static (most, weight) => most * weight).Sum();
        sums = [.. Enumerable.Range(0, count).Select(row => Sum(values.AsSpan(row * Width, Width)))];
        rows = [.. Enumerable.Range(0, count)];
        Array.Sort(sums, rows);
    }

    public int Width { get; }

    /// <summary>Whether a row holds these numbers.</summary>
    public bool Has(ReadOnlySpan<float> numbers)
    {
        if (length is { } own)
        {
            Span<float> same = Width <= 512 ? stackalloc float[Width] : new float[Width];
            own.Bring(numbers, same);
            return Holds(same);
        }

        return Holds(numbers);
    }

    private bool Holds(ReadOnlySpan<float> numbers)
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
        foreach (int column in order)
        {
            float number = numbers[column];
            if (!(Math.Abs(number - row[column]) <= allowed[column]) && !(float.IsNaN(number) && float.IsNaN(row[column])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A missing number (NaN) counts as 0.</summary>
    private double Sum(ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        for (int column = 0; column < weights.Length; column++)
        {
            sum += float.IsFinite(numbers[column]) ? weights[column] * numbers[column] : 0;
        }

        return sum;
    }

    /// <summary>How far a number of each column may be off, and the columns with those first that tell most rows apart.</summary>
    private static (double[] Allowed, int[] Order) Columns(ReadOnlySpan<float> values, int width, StoredPrecision precision)
    {
        double[] allowed = new double[width];
        double[] steps = new double[width];
        double[] different = new double[width];
        float[] column = new float[values.Length / width];
        for (int at = 0; at < width; at++)
        {
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = float.IsFinite(values[(row * width) + at]) ? values[(row * width) + at] : 0;
            }

            Array.Sort(column);
            allowed[at] = precision.Relative * Math.Max(Math.Abs((double)column[0]), Math.Abs((double)column[^1]));
            for (int row = 1; row < column.Length; row++)
            {
                double step = (double)column[row] - column[row - 1];
                different[at] += step > 0 ? 1 : 0;
                steps[at] = step > 0 && (steps[at] == 0 || step < steps[at]) ? step : steps[at];
            }
        }

        double widest = steps.Max();
        for (int at = 0; precision.IsStepped && at < width; at++)
        {
            // A column of one number takes the steps of the others: they are of the whole tensor, or it tells nothing anyway.
            allowed[at] = Math.Max(allowed[at], 0.51 * (steps[at] > 0 ? steps[at] : widest));
        }

        int[] order = [.. Enumerable.Range(0, width)];
        Array.Sort([.. different.Select(static count => -count)], order);
        return (allowed, order);
    }
}
