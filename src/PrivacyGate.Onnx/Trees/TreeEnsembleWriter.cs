using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Trees;

/// <summary>Puts other trees into a tree ensemble node; its classes and post-transform stay.</summary>
internal static class TreeEnsembleWriter
{
    private static readonly string[] LeafParts = ["treeids", "nodeids", "ids", "weights", "weights_as_tensor"];

    public static void Replace(NodeProto node, IReadOnlyList<DecisionTree> trees)
    {
        var prefix = TreeEnsembleReader.Prefix(node);
        var single = node.Ints($"{prefix}_ids").DefaultIfEmpty(0).First();
        foreach (var old in node.Attribute.Where(attribute => IsOfTrees(attribute.Name, prefix)).ToArray())
        {
            node.Attribute.Remove(old);
        }

        node.Attribute.Add(Nodes(trees));
        node.Attribute.Add(Leaves(trees, prefix, single));
    }

    private static bool IsOfTrees(string name, string prefix) =>
        name.StartsWith("nodes_", StringComparison.Ordinal) || name.StartsWith("base_values", StringComparison.Ordinal) || name == "aggregate_function"
        || LeafParts.Any(part => name == $"{prefix}_{part}");

    private static AttributeProto[] Nodes(IReadOnlyList<DecisionTree> trees) =>
    [
        Attributes.Ints("nodes_treeids", trees.SelectMany(static (tree, i) => Enumerable.Repeat((long)i, tree.Nodes))),
        Attributes.Ints("nodes_nodeids", trees.SelectMany(static tree => Enumerable.Range(0, tree.Nodes).Select(static node => (long)node))),
        Attributes.Ints("nodes_featureids", trees.SelectMany(static tree => tree.Feature.Select(static feature => (long)feature))),
        Attributes.Floats("nodes_values", trees.SelectMany(static tree => tree.Threshold)),
        Attributes.Texts("nodes_modes", trees.SelectMany(static tree => tree.True.Select(static child => child < 0 ? "LEAF" : "BRANCH_LEQ"))),
        Attributes.Ints("nodes_truenodeids", trees.SelectMany(static tree => tree.True.Select(static child => Math.Max(0L, child)))),
        Attributes.Ints("nodes_falsenodeids", trees.SelectMany(static tree => tree.False.Select(static child => Math.Max(0L, child)))),
    ];

    private static IEnumerable<AttributeProto> Leaves(IReadOnlyList<DecisionTree> trees, string prefix, long single)
    {
        var treeIds = new List<long>();
        var nodeIds = new List<long>();
        var ids = new List<long>();
        var weights = new List<float>();
        for (var i = 0; i < trees.Count; i++)
        {
            var tree = trees[i];
            for (var place = 0; place < tree.Leaf.Length; place++)
            {
                (var node, var column) = Math.DivRem(place, tree.Columns);

                // Zeros may be left out where a tree adds to few of many classes; one value a leaf must stay. Not of two
                // classes: where the second has no weight, the runtime takes the first one's for it.
                if (tree.IsLeaf(node) && (tree.Columns <= 2 || column == 0 || tree.Leaf[place] != 0))
                {
                    treeIds.Add(i);
                    nodeIds.Add(node);
                    ids.Add(tree.Columns == 1 ? single : column);
                    weights.Add(tree.Leaf[place]);
                }
            }
        }

        return [Attributes.Ints($"{prefix}_treeids", treeIds), Attributes.Ints($"{prefix}_nodeids", nodeIds), Attributes.Ints($"{prefix}_ids", ids), Attributes.Floats($"{prefix}_weights", weights)];
    }
}
