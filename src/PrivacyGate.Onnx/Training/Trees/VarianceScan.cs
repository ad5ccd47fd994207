using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// Weighs splits by the variance they take away (Breiman et al. 1984): for a fixed node what is left is least where the sum
/// over both sides of (squared sum of values / count) is largest, added up over the values of a record. The size of a leaf is
/// that of its records, however often they were drawn, as in scikit-learn.
/// </summary>
internal sealed class VarianceScan : INodeScan
{
    private readonly double[] values;
    private readonly double[] mean;
    private readonly double[] all;
    private readonly double[] left;

    public VarianceScan(ValueTargets targets)
    {
        Columns = targets.Width;
        (all, left) = (new double[Columns], new double[Columns]);
        Weights = new int[targets.Count];

        // Sums of values about their mean keep the digits that a split is chosen by.
        mean = [.. Enumerable.Range(0, Columns).Select(column => Enumerable.Range(0, targets.Count).Average(record => (double)targets.Row(record)[column]))];
        values = [.. targets.Values.Select((value, i) => value - mean[i % Columns])];
    }

    public int Columns { get; }

    public int[] Weights { get; }

    public long Weight { get; private set; }

    public bool IsPure { get; private set; }

    public void Enter(ReadOnlySpan<int> rows)
    {
        Array.Clear(all);
        (Weight, IsPure) = (0, true);
        foreach (var row in rows)
        {
            Weight += Weights[row];
            for (var column = 0; column < Columns; column++)
            {
                var value = values[(row * Columns) + column];
                all[column] += Weights[row] * value;
                IsPure &= value == values[(rows[0] * Columns) + column];
            }
        }
    }

    public double Leaf(int column) => mean[column] + (all[column] / Weight);

    public (double Gain, int At) BestCut(ReadOnlySpan<int> sorted, ushort[] bins, int minLeaf)
    {
        Array.Clear(left);
        long leftWeight = 0;
        var best = double.NegativeInfinity;
        var at = 0;
        for (var i = 0; i < sorted.Length - 1; i++)
        {
            Add(sorted[i]);
            leftWeight += Weights[sorted[i]];
            if (bins[sorted[i]] == bins[sorted[i + 1]] || i + 1 < minLeaf || sorted.Length - i - 1 < minLeaf)
            {
                continue;
            }

            var gain = GainOf(leftWeight);
            if (gain > best)
            {
                (best, at) = (gain, i + 1);
            }
        }

        return (best, at);
    }

    public double? Gain(ReadOnlySpan<int> rows, float[] values, float threshold, int minLeaf)
    {
        Array.Clear(left);
        long leftWeight = 0;
        var before = 0;
        foreach (var row in rows)
        {
            if (values[row] <= threshold)
            {
                before++;
                Add(row);
                leftWeight += Weights[row];
            }
        }

        return before < minLeaf || rows.Length - before < minLeaf ? null : GainOf(leftWeight);
    }

    private void Add(int row)
    {
        for (var column = 0; column < Columns; column++)
        {
            left[column] += Weights[row] * values[(row * Columns) + column];
        }
    }

    private double GainOf(long leftWeight)
    {
        double gain = 0;
        for (var column = 0; column < Columns; column++)
        {
            var right = all[column] - left[column];
            gain += (left[column] * left[column] / leftWeight) + (right * right / (Weight - leftWeight));
        }

        return gain;
    }
}
