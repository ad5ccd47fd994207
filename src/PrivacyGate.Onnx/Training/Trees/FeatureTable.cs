using PrivacyGate.Onnx.Training.Nodes;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Training records by feature, each value sorted into one of at most 65,535 bins.</summary>
internal sealed class FeatureTable
{
    /// <summary>Bins that tell every value of most tables apart, so that trees can be grown as far as exact ones.</summary>
    public const int Exact = ushort.MaxValue;

    /// <summary>Bins of gradient boosting libraries: 255 thresholds a feature.</summary>
    public const int Coarse = 256;

    private readonly float[][] smallest;
    private readonly float[][] largest;

    private FeatureTable(NumberRows rows, float[][] columns)
    {
        Rows = rows;
        Columns = columns;
        Bins = new ushort[columns.Length][];
        smallest = new float[columns.Length][];
        largest = new float[columns.Length][];
    }

    /// <summary>The values by record.</summary>
    public NumberRows Rows { get; }

    public int Count => Rows.Count;

    public int Width => Rows.Width;

    /// <summary>The values by feature.</summary>
    public float[][] Columns { get; }

    /// <summary>The bin of each record, by feature; bins are in the order of values, NaN in the last one.</summary>
    public ushort[][] Bins { get; }

    public int BinsOf(int feature) => smallest[feature].Length;

    /// <param name="rows">The records.</param>
    /// <param name="mostBins">Bins a feature at most.</param>
    /// <param name="cancellation">Asked before each feature.</param>
    public static FeatureTable Of(NumberRows rows, int mostBins, CancellationToken cancellation)
    {
        var table = new FeatureTable(rows, rows.Columns());
        for (var feature = 0; feature < rows.Width; feature++)
        {
            cancellation.ThrowIfCancellationRequested();
            table.Sort(feature, mostBins);
        }

        return table;
    }

    /// <summary>A threshold between two bins with nothing between them: at most it lies what is in the lower one, over it the upper one.</summary>
    public float Threshold(int feature, int lower, int upper) => Between(largest[feature][lower], smallest[feature][upper]);

    /// <summary>The middle of two numbers, or the lower one where no other number lies between.</summary>
    public static float Between(float lower, float upper)
    {
        var middle = (float)((lower / 2.0) + (upper / 2.0));
        return middle >= lower && middle < upper ? middle : lower;
    }

    private void Sort(int feature, int mostBins)
    {
        var values = Columns[feature];
        float[] sorted = [.. values.Select(static value => float.IsNaN(value) ? float.NaN : value)];
        int[] rows = [.. Enumerable.Range(0, values.Length)];

        // float's own order puts NaN first; it has to be last, since a comparison with it is never true.
        Array.Sort(sorted, rows, Comparer<float>.Create(static (one, other) =>
            float.IsNaN(one) ? (float.IsNaN(other) ? 0 : 1) : float.IsNaN(other) ? -1 : one.CompareTo(other)));
        var bins = new ushort[values.Length];
        List<float> low = [];
        List<float> high = [];
        var distinct = 1 + Enumerable.Range(1, Math.Max(0, sorted.Length - 1)).Count(i => Differs(sorted[i - 1], sorted[i]));
        var room = distinct <= mostBins ? 0 : (double)sorted.Length / mostBins;
        for (var i = 0; i < sorted.Length; i++)
        {
            // Equal values share a bin; beyond the number of bins each takes about the same number of records.
            var opens = low.Count == 0 || (Differs(sorted[i - 1], sorted[i]) && i >= low.Count * room && low.Count < mostBins);
            if (opens)
            {
                low.Add(sorted[i]);
                high.Add(sorted[i]);
            }

            high[^1] = sorted[i];
            bins[rows[i]] = (ushort)(low.Count - 1);
        }

        (Bins[feature], smallest[feature], largest[feature]) = (bins, [.. low], [.. high]);
    }

    private static bool Differs(float one, float other) => one != other && !(float.IsNaN(one) && float.IsNaN(other));
}
