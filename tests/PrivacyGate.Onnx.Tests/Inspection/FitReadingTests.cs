using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inspection;

/// <summary>What a graph shows of how its model was fitted.</summary>
public sealed class FitReadingTests
{
    [Theory]
    [InlineData("mlp_softmax", true, false, false)]
    [InlineData("mlp_logits", true, false, false)]
    [InlineData("cnn_nchw", true, false, false)]
    [InlineData("sklearn_multinomial", false, false, false)]
    [InlineData("sklearn_ovr", false, false, false)]
    [InlineData("trained/svm_binary", false, false, false)]
    [InlineData("trained/tree_forest", false, true, true)]
    [InlineData("trained/tree_columns", false, true, false)]
    public void Networks_trees_and_linear_models_are_told_apart(string fixture, bool hidden, bool trees, bool grownOut) =>
        Assert.Equal(new GraphFacts(hidden, trees, grownOut), FitReading.Of(new GraphView(SmallModels.Load(fixture).Graph)));

    /// <summary>Trees that were cut off and vote have leaves of one class, too.</summary>
    [Fact]
    public void A_split_between_two_equal_leaves_is_none_of_a_tree_grown_out()
    {
        var model = SmallModels.Load("trained/tree_forest");
        var node = model.Graph.Node.Single(TreeEnsembleReader.IsOne);
        var forest = TreeEnsembleReader.Read(node)!;
        var tree = forest.Trees[0];
        var branch = Enumerable.Range(0, tree.Nodes).First(at => !tree.IsLeaf(at) && tree.IsLeaf(tree.True[at]) && tree.IsLeaf(tree.False[at]));
        tree.LeafOf(tree.True[branch]).CopyTo(tree.Leaf.AsSpan(tree.False[branch] * tree.Columns, tree.Columns));
        TreeEnsembleWriter.Replace(node, forest.Trees);
        Assert.Equal(new GraphFacts(false, true, false), FitReading.Of(new GraphView(model.Graph)));
    }
}
