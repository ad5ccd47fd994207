using System.Runtime.CompilerServices;

namespace PrivacyGate.Auditing.Controls;

/// <summary>
/// The records of a control sample as rows of numbers for a linear classifier: each number with mean 0 and deviation 1,
/// its square beside it where it takes more than two values (sides of one mean may differ in spread), texts and the
/// label as flags. Scaled over both sides together, so that scaling knows neither.
/// </summary>
internal sealed class BlindFeatures
{
    private const int TextBuckets = 16;
    private const int MostLabels = 256;

    /// <summary>Farther out, a value says "far out" and no more.</summary>
    private const float Farthest = 5;

    private BlindFeatures(float[][] rows) => Rows = rows;

    /// <summary>One for each record, of a length that is a multiple of <see cref="Lanes.Count"/>.</summary>
    public float[][] Rows { get; }

    public static BlindFeatures Of(ControlSample sample, int[] records)
    {
        var columns = new List<float[]>();
        for (var column = 0; column < sample.Columns.Count; column++)
        {
            var values = Array.ConvertAll(records, record => sample.Rows[record][column]);
            if (sample.Columns[column].IsText)
            {
                columns.AddRange(Flags(Array.ConvertAll(values, static code => (int)code % TextBuckets), TextBuckets));
            }
            else
            {
                Add(columns, values);
            }
        }

        var labels = Array.ConvertAll(records, record => sample.Labels[record] % MostLabels);
        columns.AddRange(Flags(labels, labels.Length == 0 ? 0 : labels.Max() + 1));
        return new BlindFeatures(Transposed(columns, records.Length));
    }

    private static void Add(List<float[]> columns, float[] values)
    {
        var first = values[0];
        var other = Array.FindIndex(values, value => !value.Equals(first));
        if (other < 0)
        {
            return;
        }

        var isFlag = Array.TrueForAll(values, value => value.Equals(first) || value.Equals(values[other]));
        var scaled = Scaled(values);
        columns.Add(scaled);
        if (!isFlag)
        {
            columns.Add(Scaled(Array.ConvertAll(scaled, static value => value * value)));
        }
    }

    private static IEnumerable<float[]> Flags(int[] codes, int count)
    {
        for (var code = 0; code < count; code++)
        {
            var flags = Array.ConvertAll(codes, own => own == code ? 1f : 0f);
            if (flags.Contains(1f) && flags.Contains(0f))
            {
                yield return Scaled(flags);
            }
        }
    }

    /// <summary>Mean 0, deviation 1; what is no finite number stands at the mean. Runs once over wide tables, so that it must be fast from the first call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Scaled(float[] values)
    {
        double sum = 0;
        var finite = 0;
        foreach (var value in values)
        {
            sum += float.IsFinite(value) ? value : 0;
            finite += float.IsFinite(value) ? 1 : 0;
        }

        var mean = sum / Math.Max(1, finite);
        double squares = 0;
        foreach (var value in values)
        {
            squares += float.IsFinite(value) ? (value - mean) * (value - mean) : 0;
        }

        var deviation = Math.Sqrt(squares / Math.Max(1, finite));
        var scaled = new float[values.Length];
        for (var i = 0; deviation > 1e-12 * Math.Abs(mean) && i < values.Length; i++)
        {
            scaled[i] = float.IsFinite(values[i]) ? Math.Clamp((float)((values[i] - mean) / deviation), -Farthest, Farthest) : 0;
        }

        return scaled;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[][] Transposed(List<float[]> columns, int records)
    {
        var padded = (columns.Count + Lanes.Count - 1) / Lanes.Count * Lanes.Count;
        var rows = new float[records][];
        for (var record = 0; record < records; record++)
        {
            var row = new float[padded];
            for (var column = 0; column < columns.Count; column++)
            {
                row[column] = columns[column][record];
            }

            rows[record] = row;
        }

        return rows;
    }
}
