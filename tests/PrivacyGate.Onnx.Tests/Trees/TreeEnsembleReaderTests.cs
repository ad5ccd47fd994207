using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Tests.Trees;

public class TreeEnsembleReaderTests
{
    [Fact]
    public void Trees_depth_leaves_and_roots_are_read()
    {
        var forest = TreeEnsembleReader.Read(Node("trained/tree_forest"))!;
        Assert.Equal((25, 3, true, true), (forest.Trees.Count, forest.Columns, forest.LeavesAreShares, forest.LeavesArePure));

        // As scikit-learn says of this forest (make_tree_fixtures.py).
        Assert.Equal(16, forest.MaxDepth);
        Assert.Equal(54.64, forest.MeanLeaves, .01);
        var boosted = TreeEnsembleReader.Read(Node("trained/tree_columns"))!;
        Assert.Equal((40, 1, false), (boosted.Trees.Count, boosted.Columns, boosted.LeavesAreShares));
        Assert.Equal(4, boosted.MaxDepth);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var node = Node("trained/tree_forest");
        var before = TreeEnsembleReader.Read(node)!;
        TreeEnsembleWriter.Replace(node, before.Trees);
        var after = TreeEnsembleReader.Read(node)!;
        Assert.Equal(before.Trees.Count, after.Trees.Count);
        foreach ((var one, var other) in before.Trees.Zip(after.Trees))
        {
            Assert.Equal(one.Feature.Where((_, i) => !one.IsLeaf(i)), other.Feature.Where((_, i) => !other.IsLeaf(i)));
            Assert.Equal(one.Leaves, other.Leaves);
            Assert.Equal(one.Leaf.Sum(), other.Leaf.Sum(), 1e-4);
        }
    }

    [Theory]
    [InlineData("nodes_truenodeids", 0L)]
    [InlineData("nodes_falsenodeids", 0L)]
    [InlineData("nodes_truenodeids", 999_999L)]
    [InlineData("nodes_nodeids", 1L)]
    [InlineData("nodes_featureids", -1L)]
    [InlineData("nodes_featureids", long.MaxValue)]
    [InlineData("class_ids", 3L)]
    [InlineData("class_ids", long.MinValue)]
    [InlineData("class_nodeids", 999_999L)]
    public void Attributes_that_make_no_trees_are_refused(string attribute, long value)
    {
        var node = Node("trained/tree_forest");
        node.Attribute(attribute)!.Ints[0] = value;
        Assert.Null(TreeEnsembleReader.Read(node));
    }

    [Fact]
    public void Columns_of_different_lengths_are_refused()
    {
        var node = Node("trained/tree_forest");
        node.Attribute("nodes_values")!.Floats.RemoveAt(0);
        Assert.Null(TreeEnsembleReader.Read(node));
        Assert.Null(TreeEnsembleReader.Read(new NodeProto { OpType = "TreeEnsembleClassifier", Domain = "ai.onnx.ml" }));
    }

    private static NodeProto Node(string fixture) => SmallModels.Load(fixture).Graph.Node.Single(TreeEnsembleReader.IsOne);
}
