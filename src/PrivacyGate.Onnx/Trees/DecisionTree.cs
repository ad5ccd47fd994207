namespace PrivacyGate.Onnx.Trees;

/// <summary>One tree: at a branch a record goes to <paramref name="True"/> when its feature is at most the threshold. Node 0 is the root. Arrays are parallel by node.</summary>
/// <param name="Feature">The feature a branch looks at.</param>
/// <param name="Threshold">What it is compared with; a record whose feature is NaN goes to <paramref name="False"/>.</param>
/// <param name="True">Child, or -1 at a leaf.</param>
/// <param name="False">Child, or -1 at a leaf.</param>
/// <param name="Leaf">What a leaf adds to each column of the ensemble, (nodes x <paramref name="Columns"/>); 0 at branches.</param>
/// <param name="Columns">Columns of the ensemble.</param>
internal sealed record DecisionTree(int[] Feature, float[] Threshold, int[] True, int[] False, float[] Leaf, int Columns)
{
    public int Nodes => Feature.Length;

    public int Leaves => True.Count(static child => child < 0);

    public bool IsLeaf(int node) => True[node] < 0;

    /// <summary>The leaf a record falls into.</summary>
    public int Find(ReadOnlySpan<float> record)
    {
        var node = 0;
        while (True[node] >= 0)
        {
            node = record[Feature[node]] <= Threshold[node] ? True[node] : False[node];
        }

        return node;
    }

    public ReadOnlySpan<float> LeafOf(int node) => Leaf.AsSpan(node * Columns, Columns);

    /// <summary>What each leaf adds in all.</summary>
    /// <param name="unit">What a unit of each column is worth.</param>
    public double[] LeafWorths(double[] unit) =>
        [.. Enumerable.Range(0, Nodes).Where(IsLeaf).Select(leaf => LeafOf(leaf).ToArray().Zip(unit, static (value, worth) => value * Math.Abs(worth)).Sum())];

    public bool AddsTo(int column) => Enumerable.Range(0, Nodes).Any(node => Leaf[(node * Columns) + column] != 0);

    /// <summary>The same tree with one of its columns.</summary>
    public DecisionTree OfColumn(int column) => this with { Columns = 1, Leaf = [.. Enumerable.Range(0, Nodes).Select(node => Leaf[(node * Columns) + column])] };

    /// <summary>The same tree of one column as one column of several.</summary>
    public DecisionTree AsColumn(int column, int columns)
    {
        var leaf = new float[Nodes * columns];
        for (var node = 0; node < Nodes; node++)
        {
            leaf[(node * columns) + column] = Leaf[node];
        }

        return this with { Columns = columns, Leaf = leaf };
    }

    /// <summary>Branches on the way to the farthest leaf.</summary>
    public int Depth()
    {
        var deepest = 0;
        var open = new Stack<(int Node, int Depth)>([(0, 0)]);
        while (open.TryPop(out var at))
        {
            deepest = Math.Max(deepest, at.Depth);
            if (!IsLeaf(at.Node))
            {
                open.Push((True[at.Node], at.Depth + 1));
                open.Push((False[at.Node], at.Depth + 1));
            }
        }

        return deepest;
    }

    /// <summary>The same tree with another value in its leaves.</summary>
    public DecisionTree Scaled(double factor) => this with { Leaf = [.. Leaf.Select(value => (float)(value * factor))] };
}
