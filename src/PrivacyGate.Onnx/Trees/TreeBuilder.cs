namespace PrivacyGate.Onnx.Trees;

/// <summary>A tree while it grows.</summary>
internal sealed class TreeBuilder(int columns)
{
    private readonly List<int> feature = [];
    private readonly List<float> threshold = [];
    private readonly List<int> yes = [];
    private readonly List<int> no = [];
    private readonly List<float> leaf = [];

    /// <summary>Adds a leaf of value 0 and returns its number.</summary>
    public int AddNode()
    {
        feature.Add(0);
        threshold.Add(0);
        yes.Add(-1);
        no.Add(-1);
        leaf.AddRange(Enumerable.Repeat(0f, columns));
        return feature.Count - 1;
    }

    /// <summary>Makes a leaf a branch with two new leaves.</summary>
    public (int True, int False) Split(int node, int by, float at)
    {
        (feature[node], threshold[node], yes[node], no[node]) = (by, at, AddNode(), AddNode());
        return (yes[node], no[node]);
    }

    public void SetLeaf(int node, int column, double value) => leaf[(node * columns) + column] = (float)value;

    public DecisionTree Build() => new([.. feature], [.. threshold], [.. yes], [.. no], [.. leaf], columns);
}
