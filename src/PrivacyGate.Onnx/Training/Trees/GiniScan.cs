namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// Weighs splits by Gini impurity. For a fixed node the impurity left is least where the sum over both sides of (sum of
/// squared class counts / count) is largest. Counts are whole numbers, so sums are exact in any order.
/// </summary>
internal sealed class GiniScan(int[] labels, int classes, int records) : INodeScan
{
    private readonly long[] all = new long[classes];
    private readonly long[] left = new long[classes];
    private readonly long[] right = new long[classes];
    private long squares;

    public int Columns => classes;

    /// <inheritdoc/>
    public int[] Weights { get; } = new int[records];

    /// <summary>Weight of the node.</summary>
    public long Weight { get; private set; }

    public bool IsPure => squares == Weight * Weight;

    /// <summary>Share of a class in the node.</summary>
    public double Leaf(int column) => (double)all[column] / Weight;

    /// <summary>Counts the classes of a node.</summary>
    public void Enter(ReadOnlySpan<int> rows)
    {
        Array.Clear(all);
        (Weight, squares) = (0, 0);
        foreach (var row in rows)
        {
            all[labels[row]] += Weights[row];
            Weight += Weights[row];
        }

        foreach (var count in all)
        {
            squares += count * count;
        }
    }

    /// <summary>The best place to cut the sorted records between two bins.</summary>
    /// <returns>The number of records before the cut; 0 when no cut leaves both sides enough.</returns>
    public (double Gain, int At) BestCut(ReadOnlySpan<int> sorted, ushort[] bins, int minLeaf)
    {
        Array.Clear(left);
        all.CopyTo(right, 0);
        long leftSquares = 0;
        var rightSquares = squares;
        long leftWeight = 0;
        var best = double.NegativeInfinity;
        var at = 0;
        for (var i = 0; i < sorted.Length - 1; i++)
        {
            var row = sorted[i];
            long weight = Weights[row];
            var c = labels[row];
            leftSquares += weight * ((2 * left[c]) + weight);
            rightSquares += weight * (weight - (2 * right[c]));
            left[c] += weight;
            right[c] -= weight;
            leftWeight += weight;
            if (bins[row] == bins[sorted[i + 1]] || leftWeight < minLeaf || Weight - leftWeight < minLeaf)
            {
                continue;
            }

            var gain = ((double)leftSquares / leftWeight) + ((double)rightSquares / (Weight - leftWeight));
            if (gain > best)
            {
                (best, at) = (gain, i + 1);
            }
        }

        return (best, at);
    }

    /// <summary>What one threshold wins, or null when it leaves a side too little.</summary>
    public double? Gain(ReadOnlySpan<int> rows, float[] values, float threshold, int minLeaf)
    {
        Array.Clear(left);
        long leftWeight = 0;
        foreach (var row in rows)
        {
            long weight = values[row] <= threshold ? Weights[row] : 0;
            left[labels[row]] += weight;
            leftWeight += weight;
        }

        if (leftWeight < minLeaf || Weight - leftWeight < minLeaf)
        {
            return null;
        }

        double leftSquares = 0;
        double rightSquares = 0;
        for (var c = 0; c < left.Length; c++)
        {
            leftSquares += (double)left[c] * left[c];
            rightSquares += (double)(all[c] - left[c]) * (all[c] - left[c]);
        }

        return (leftSquares / leftWeight) + (rightSquares / (Weight - leftWeight));
    }
}
