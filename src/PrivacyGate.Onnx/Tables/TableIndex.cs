namespace PrivacyGate.Onnx.Tables;

/// <summary>
/// Finds a row by its numbers, which may differ by rounding: rows are sorted by a sum of their numbers with odd weights.
/// Where all rows are of one length, as cosine similarity wants them, a record is brought to that length first. A record is also
/// looked up times the factors that a distance is often computed with, and in the scales that the first records show.
/// </summary>
internal sealed class TableIndex
{
    /// <summary>Numbers kept of a table: its first rows show as well what it holds.</summary>
    private const int MostNumbers = 1 << 26;

    /// <summary>|x - t|^2 is computed as |t|^2 - 2 x t, with -2 or -1/2 in the table where constants were folded.</summary>
    private static readonly double[] Factors = [-2, -1, 2, 0.5, -0.5];

    /// <summary>Decimals that a table may be rounded to.</summary>
    private const int MostDecimals = 3;

    private readonly float[] values;
    private readonly List<ColumnScales> scales;
    private readonly RowLength? length;
    private readonly double[] weights;
    private readonly double[] sums;
    private readonly int[] rows;
    private readonly double[] allowed;
    private readonly int[] order;
    private readonly double reach;

    /// <param name="table">The table.</param>
    /// <param name="firstColumn">The first column that is looked at.</param>
    /// <param name="width">Columns looked at.</param>
    public TableIndex(StoredTable table, int firstColumn, int width)
    {
        Width = width;
        values = Columns(table.Read(), table.Width, firstColumn, width);
        var count = Math.Min(table.Rows, Math.Max(1, MostNumbers / Width));
        scales = [.. Factors.Select(factor => ColumnScales.Of(factor, width))];
        weights = [.. Enumerable.Range(1, Width).Select(static i => 1 + (i * 0.618_033_988_749_894_9 % 1))];
        (allowed, order) = Columns(values.AsSpan(0, count * Width), Width, table.Precision);
        length = RowLength.Of(values.AsSpan(0, count * Width), Width, table.Precision);
        reach = allowed.Zip(weights, static (most, weight) => most * weight).Sum();
        sums = [.. Enumerable.Range(0, count).Select(row => Sum(values.AsSpan(row * Width, Width)))];
        rows = [.. Enumerable.Range(0, count)];
        Array.Sort(sums, rows);
    }

    public int Width { get; }

    /// <summary>Takes the scales of the table's columns from records, of which it may hold some.</summary>
    /// <param name="records">Their numbers, row by row.</param>
    public void Learn(ReadOnlySpan<float> records)
    {
        ReadOnlySpan<float> table = values.AsSpan(0, sums.Length * Width);
        scales.AddRange(new[] { ColumnScales.Between(records, table, Width, isTurned: false), ColumnScales.Between(records, table, Width, isTurned: true) }.OfType<ColumnScales>());
    }

    /// <summary>Whether a row holds these numbers.</summary>
    public bool Has(ReadOnlySpan<float> numbers)
    {
        var changed = Width <= 512 ? stackalloc float[Width] : new float[Width];
        if (length is { } own)
        {
            own.Bring(numbers, changed);
            return Holds(changed);
        }

        if (Holds(numbers))
        {
            return true;
        }

        foreach (var scale in scales)
        {
            scale.Apply(numbers, changed);
            if (Holds(changed))
            {
                return true;
            }
        }

        return false;
    }

    private static float[] Columns(float[] values, int tableWidth, int first, int width)
    {
        if (width == tableWidth)
        {
            return values;
        }

        var some = new float[values.Length / tableWidth * width];
        for (var row = 0; row < values.Length / tableWidth; row++)
        {
            values.AsSpan((row * tableWidth) + first, width).CopyTo(some.AsSpan(row * width));
        }

        return some;
    }

    private bool Holds(ReadOnlySpan<float> numbers)
    {
        var sum = Sum(numbers);
        var first = Array.BinarySearch(sums, sum - reach);
        first = first < 0 ? ~first : first;
        while (first > 0 && sums[first - 1] >= sum - reach)
        {
            first--;
        }

        for (var i = first; i < sums.Length && sums[i] <= sum + reach; i++)
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
        foreach (var column in order)
        {
            var number = numbers[column];
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
        for (var column = 0; column < weights.Length; column++)
        {
            sum += float.IsFinite(numbers[column]) ? weights[column] * numbers[column] : 0;
        }

        return sum;
    }

    /// <summary>By how much rounding moved a number at most, where all numbers have so few decimals that they were rounded; else 0.</summary>
    private static double Rounding(ReadOnlySpan<float> values)
    {
        double rounding = 0;
        for (var decimals = MostDecimals; decimals >= 1; decimals--)
        {
            var scale = Math.Pow(10, decimals);
            foreach (var value in values)
            {
                var scaled = value * scale;
                if (float.IsFinite(value) && Math.Abs(scaled - Math.Round(scaled)) > 1e-3 * Math.Max(1, Math.Abs(value)))
                {
                    return rounding;
                }
            }

            rounding = 0.51 / scale;
        }

        return rounding;
    }

    /// <summary>How far a number of each column may be off, and the columns with those first that tell most rows apart.</summary>
    private static (double[] Allowed, int[] Order) Columns(ReadOnlySpan<float> values, int width, StoredPrecision precision)
    {
        var allowed = new double[width];
        var steps = new double[width];
        var different = new double[width];
        var column = new float[values.Length / width];
        for (var at = 0; at < width; at++)
        {
            for (var row = 0; row < column.Length; row++)
            {
                column[row] = float.IsFinite(values[(row * width) + at]) ? values[(row * width) + at] : 0;
            }

            Array.Sort(column);
            allowed[at] = precision.Relative * Math.Max(Math.Abs((double)column[0]), Math.Abs((double)column[^1]));
            for (var row = 1; row < column.Length; row++)
            {
                var step = (double)column[row] - column[row - 1];
                different[at] += step > 0 ? 1 : 0;
                steps[at] = step > 0 && (steps[at] == 0 || step < steps[at]) ? step : steps[at];
            }
        }

        var widest = steps.Max();
        var rounding = Rounding(values);
        for (var at = 0; precision.IsStepped && at < width; at++)
        {
            // A column of one number takes the steps of the others: they are of the whole tensor, or it tells nothing anyway.
            allowed[at] = Math.Max(allowed[at], 0.51 * (steps[at] > 0 ? steps[at] : widest));
        }

        for (var at = 0; at < width; at++)
        {
            allowed[at] = Math.Max(allowed[at], rounding);
        }

        int[] order = [.. Enumerable.Range(0, width)];
        Array.Sort([.. different.Select(static count => -count)], order);
        return (allowed, order);
    }
}
