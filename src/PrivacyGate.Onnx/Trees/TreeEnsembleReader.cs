using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Trees;

/// <summary>Reads the trees of a TreeEnsembleClassifier or TreeEnsembleRegressor node. The file is foreign: what is no tree is refused.</summary>
internal static class TreeEnsembleReader
{
    /// <summary>More than this is no ensemble anybody serves, and would cost gigabytes.</summary>
    private const int MostValues = 1 << 27;

    public static bool IsOne(NodeProto node) => node.IsMachineLearning("TreeEnsembleClassifier") || node.IsMachineLearning("TreeEnsembleRegressor");

    /// <returns>The trees, or null when the attributes do not make trees.</returns>
    public static TreeEnsemble? Read(NodeProto node)
    {
        long[] treeIds = [.. node.Ints("nodes_treeids")];
        long[] nodeIds = [.. node.Ints("nodes_nodeids")];
        long[] features = [.. node.Ints("nodes_featureids")];
        var thresholds = Reals(node, "nodes_values");
        long[] yes = [.. node.Ints("nodes_truenodeids")];
        long[] no = [.. node.Ints("nodes_falsenodeids")];
        string[] modes = [.. node.Texts("nodes_modes")];
        var count = treeIds.Length;
        if (count == 0 || new[] { nodeIds.Length, features.Length, thresholds.Length, yes.Length, no.Length, modes.Length }.Any(length => length != count)
            || features.Any(static feature => feature is < 0 or > 1 << 24))
        {
            return null;
        }

        (long, long)[] keys = [.. treeIds.Zip(nodeIds)];
        Dictionary<(long, long), int> places = [];
        for (var i = 0; i < count; i++)
        {
            if (!places.TryAdd(keys[i], i))
            {
                return null;
            }
        }

        var columns = Columns(node);
        if ((long)count * columns > MostValues || Weights(node, places, columns, count) is not { } leaves)
        {
            return null;
        }

        var order = treeIds.Select(static (tree, i) => (tree, i)).GroupBy(static pair => pair.tree, static pair => pair.i).OrderBy(static group => group.Key);
        List<DecisionTree> trees = [];
        foreach (var group in order)
        {
            int Child(long id) => places.GetValueOrDefault((group.Key, id), -1);
            if (Tree([.. group], i => modes[i] == "LEAF" ? null : (Child(yes[i]), Child(no[i])), features, thresholds, leaves, columns) is not { } tree)
            {
                return null;
            }

            trees.Add(tree);
        }

        return new TreeEnsemble(node, trees, columns, (int)features.Max() + 1);
    }

    /// <summary>Numbers the nodes of one tree from its root; null when a child is missing or shared, or the root is not one.</summary>
    private static DecisionTree? Tree(int[] members, Func<int, (int True, int False)?> children, long[] features, double[] thresholds, float[] leaves, int columns)
    {
        HashSet<int> below = [];
        foreach (var member in members)
        {
            if (children(member) is { } pair && (pair.True < 0 || pair.False < 0 || !below.Add(pair.True) || !below.Add(pair.False)))
            {
                return null;
            }
        }

        int[] roots = [.. members.Where(member => !below.Contains(member))];
        return roots.Length == 1 ? Number(roots[0], members.Length, children, features, thresholds, leaves, columns) : null;
    }

    private static DecisionTree? Number(int root, int count, Func<int, (int True, int False)?> children, long[] features, double[] thresholds, float[] leaves, int columns)
    {
        var builder = new TreeBuilder(columns);
        var open = new Stack<(int Place, int Node)>([(root, builder.AddNode())]);
        var seen = 0;
        while (open.TryPop(out var at))
        {
            seen++;
            if (children(at.Place) is { } pair)
            {
                (var yes, var no) = builder.Split(at.Node, (int)features[at.Place], (float)thresholds[at.Place]);
                open.Push((pair.False, no));
                open.Push((pair.True, yes));
                continue;
            }

            for (var column = 0; column < columns; column++)
            {
                builder.SetLeaf(at.Node, column, leaves[(at.Place * columns) + column]);
            }
        }

        // Nodes out of the root's reach lie on a cycle.
        return seen == count ? builder.Build() : null;
    }

    /// <summary>Sums a record; of two classes a classifier may hold the second one only, under any one number.</summary>
    private static int Columns(NodeProto node)
    {
        if (node.IsMachineLearning("TreeEnsembleRegressor"))
        {
            return (int)Math.Clamp(node.Int("n_targets", 1), 1, MostValues);
        }

        var classes = Math.Max(node.Ints("classlabels_int64s").Count, node.Texts("classlabels_strings").Count);
        return classes == 2 && node.Ints("class_ids").Distinct().Count() <= 1 ? 1 : Math.Max(1, classes);
    }

    private static float[]? Weights(NodeProto node, Dictionary<(long, long), int> places, int columns, int count)
    {
        var prefix = Prefix(node);
        var trees = node.Ints($"{prefix}_treeids");
        var nodes = node.Ints($"{prefix}_nodeids");
        var ids = node.Ints($"{prefix}_ids");
        var weights = Reals(node, $"{prefix}_weights");
        if (trees.Count != weights.Length || nodes.Count != weights.Length || ids.Count != weights.Length)
        {
            return null;
        }

        // An average is a sum of smaller leaves.
        var scale = node.Text("aggregate_function", "SUM") switch { "SUM" => 1, "AVERAGE" => 1.0 / node.Ints("nodes_treeids").Distinct().Count(), _ => double.NaN };
        var leaves = new float[count * columns];
        for (var i = 0; i < weights.Length; i++)
        {
            var column = columns == 1 ? 0 : ids[i];
            if (!places.TryGetValue((trees[i], nodes[i]), out var place) || column < 0 || column >= columns || double.IsNaN(scale))
            {
                return null;
            }

            leaves[(place * columns) + column] += (float)(weights[i] * scale);
        }

        return leaves;
    }

    /// <summary>How the attributes with what leaves add are called.</summary>
    public static string Prefix(NodeProto node) => node.OpType == "TreeEnsembleRegressor" ? "target" : "class";

    private static double[] Reals(NodeProto node, string name) =>
        node.Tensor($"{name}_as_tensor") is { } tensor ? TensorValues.Reals(tensor) ?? [] : [.. node.Floats(name).Select(static value => (double)value)];
}
