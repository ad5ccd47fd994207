namespace PrivacyGate.Auditing.Copies;

/// <summary>How columns are made comparable: each value less the median, in robust standard deviations.</summary>
/// <param name="Centre">The median of each column.</param>
/// <param name="PerUnit">1 / deviation of each column; 0 for one that is constant.</param>
/// <param name="IsText">Whether its values are hashes of texts.</param>
internal sealed record ColumnScale(float[] Centre, float[] PerUnit, bool[] IsText)
{
    /// <summary>Interquartile range of a normal distribution, in standard deviations.</summary>
    private const double NormalRange = 1.349;

    /// <summary>Columns that are not constant.</summary>
    public int Varying => PerUnit.Count(static unit => unit > 0);

    public static ColumnScale Of(ControlSample sample)
    {
        var columns = sample.Columns.Count;
        var (centre, perUnit) = (new float[columns], new float[columns]);
        for (var column = 0; column < columns; column++)
        {
            float[] values = [.. sample.Rows.Select(row => row[column]).Where(float.IsFinite).Order()];
            if (values.Length == 0)
            {
                continue;
            }

            centre[column] = values[values.Length / 2];
            var range = values[values.Length * 3 / 4] - (double)values[values.Length / 4];

            // A few huge values would make all others look alike; where most values are one, only the deviation is left.
            var deviation = range > 0 ? range / NormalRange : Deviation(values);
            perUnit[column] = deviation > 0 ? (float)(1 / deviation) : 0;
        }

        return new ColumnScale(centre, perUnit, [.. sample.Columns.Select(static column => column.IsText)]);
    }

    /// <summary>The value in deviations; a text somewhere within two of them, by its hash.</summary>
    public float Of(int column, float value) =>
        IsText[column] ? PerUnit[column] > 0 ? (float)(((Hashing.Mix((ulong)value) >> 11) * (1.0 / (1UL << 53)) * 4) - 2) : 0
        : float.IsFinite(value) ? (value - Centre[column]) * PerUnit[column]
        : PerUnit[column] > 0 ? 3 : 0;

    private static double Deviation(float[] values)
    {
        var mean = values.Average(static value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
