namespace PrivacyGate.Onnx.Tables;

/// <summary>
/// A factor and an offset for each column, by which records become rows of a table: a graph may hold its records times the
/// weights of its distance, or with the scaling of its inputs undone. The least and the largest number of each column show them
/// where the table holds the records at hand.
/// </summary>
internal sealed class ColumnScales
{
    private readonly double[] factors;
    private readonly double[] offsets;

    private ColumnScales(double[] factors, double[] offsets) => (this.factors, this.offsets) = (factors, offsets);

    /// <summary>One factor for all columns and no offset.</summary>
    public static ColumnScales Of(double factor, int width) => new([.. Enumerable.Repeat(factor, width)], new double[width]);

    /// <param name="records">Numbers of records, row by row.</param>
    /// <param name="table">Numbers of the table, row by row.</param>
    /// <param name="width">Numbers in a row of both.</param>
    /// <param name="isTurned">Whether the largest number of a record's column is the least of the table's.</param>
    /// <returns>Null where a column of the records holds one number only, but the table's does not, or the other way round.</returns>
    public static ColumnScales? Between(ReadOnlySpan<float> records, ReadOnlySpan<float> table, int width, bool isTurned)
    {
        var factors = new double[width];
        var offsets = new double[width];
        for (var column = 0; column < width; column++)
        {
            (var low, var high) = Ends(records, width, column);
            (var from, var to) = Ends(table, width, column);
            (from, to) = isTurned ? (to, from) : (from, to);
            if (!(high >= low) || (high > low) != (from != to))
            {
                return null;
            }

            factors[column] = high > low ? (to - from) / (high - low) : 1;
            offsets[column] = from - (factors[column] * low);
        }

        return new ColumnScales(factors, offsets);
    }

    /// <summary>Writes the row that a record would be.</summary>
    public void Apply(ReadOnlySpan<float> record, Span<float> row)
    {
        for (var column = 0; column < record.Length; column++)
        {
            row[column] = (float)((record[column] * factors[column]) + offsets[column]);
        }
    }

    private static (double Low, double High) Ends(ReadOnlySpan<float> numbers, int width, int column)
    {
        (var low, var high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var at = column; at < numbers.Length; at += width)
        {
            double number = numbers[at];
            low = number < low ? number : low;
            high = number > high ? number : high;
        }

        return (low, high);
    }
}
