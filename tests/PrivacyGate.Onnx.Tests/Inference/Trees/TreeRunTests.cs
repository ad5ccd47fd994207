using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference.Trees;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inference.Trees;

/// <summary>ONNX Runtime is the oracle: the same bits for thousands of records.</summary>
public class TreeRunTests
{
    private const int Count = 4096;
    private const int Width = 6;

    /// <summary>Classes, columns of sums, function, start values, mode of branches, whether leaves are shares of votes.</summary>
    public static TheoryData<int, int, string, float[], string, bool> Kinds { get; } = new()
    {
        { 3, 3, "SOFTMAX", [-1.07f, -1.1f, .3f], "BRANCH_LEQ", false },
        { 3, 3, "SOFTMAX", [], "BRANCH_LT", false },
        { 5, 5, "LOGISTIC", [], "BRANCH_LEQ", false },
        { 4, 4, "NONE", [], "BRANCH_LEQ", true },
        { 12, 12, "NONE", [.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f, .9f, 1, 1.1f, 1.2f], "BRANCH_LEQ", false },
        { 2, 1, "LOGISTIC", [.25f], "BRANCH_LEQ", false },
        { 2, 1, "LOGISTIC", [], "BRANCH_LT", false },
        { 2, 1, "NONE", [], "BRANCH_LEQ", false },
        { 2, 1, "NONE", [], "BRANCH_LEQ", true },
        { 2, 1, "SOFTMAX", [.1f], "BRANCH_LEQ", false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Trees_answer_the_runtimes_bits(int classes, int columns, string function, float[] start, string mode, bool votes)
    {
        var model = Model(Node(classes, columns, function, start, mode, votes, 40));
        using var run = Open(model);
        Assert.IsType<TreeRun>(run);
        AssertEqual(model, run, Records());
    }

    [Fact]
    public void Classes_that_are_texts_come_out_as_texts()
    {
        var node = Node(3, 3, "SOFTMAX", [], "BRANCH_LEQ", false, 10);
        node.Attribute.Remove(node.Attribute("classlabels_int64s"));
        node.Attribute.Add(Attributes.Texts("classlabels_strings", ["low", "mid", "high"]));
        var model = Model(node);
        using var run = Open(model);
        Assert.IsType<TreeRun>(run);
        AssertEqual(model, run, Records());
    }

    [Fact]
    public void A_copy_of_the_node_with_another_function_is_answered_by_the_same_trees()
    {
        var node = Node(3, 3, "SOFTMAX", [.1f, 0, -.1f], "BRANCH_LEQ", false, 10);
        var raw = node.Clone();
        raw.Attribute("post_transform")!.S = ByteString.CopyFromUtf8("NONE");
        raw.Output.Clear();
        raw.Output.Add(["label2", "raw"]);
        var model = Model(node);
        model.Graph.Node.Add(raw);
        model.Graph.Output.Clear();
        model.Graph.Output.Add([new ValueInfoProto { Name = "raw" }, new ValueInfoProto { Name = "label" }]);
        using var run = Open(model);
        Assert.IsType<TreeRun>(run);
        AssertEqual(model, run, Records());
    }

    [Theory]
    [InlineData("nodes_modes", "BRANCH_GT")]
    [InlineData("nodes_modes", "BRANCH_EQ")]
    [InlineData("post_transform", "PROBIT")]
    [InlineData("post_transform", "SOFTMAX_ZERO")]
    [InlineData("base_values", "two")]
    [InlineData("class_ids", "1")]
    public void What_is_not_known_is_left_to_the_runtime(string attribute, string value)
    {
        var node = attribute is "base_values" or "class_ids" ? Node(2, 1, "LOGISTIC", [], "BRANCH_LEQ", false, 10) : Node(3, 3, "SOFTMAX", [], "BRANCH_LEQ", false, 10);
        if (attribute == "base_values")
        {
            node.Attribute.Add(Attributes.Floats(attribute, [-.3f, .2f]));
        }
        else if (attribute == "class_ids")
        {
            // The one class of two that trees add to is the second.
            for (var i = 0; i < node.Attribute(attribute)!.Ints.Count; i++)
            {
                node.Attribute(attribute)!.Ints[i] = 1;
            }
        }
        else if (attribute == "nodes_modes")
        {
            // One branch of many.
            var place = Enumerable.Range(0, node.Attribute(attribute)!.Strings.Count).First(i => node.Attribute(attribute)!.Strings[i].ToStringUtf8() != "LEAF");
            node.Attribute(attribute)!.Strings[place] = ByteString.CopyFromUtf8(value);
        }
        else
        {
            node.Attribute(attribute)!.S = ByteString.CopyFromUtf8(value);
        }

        using var run = Open(Model(node));
        Assert.IsType<ModelSession>(run);
    }

    [Theory]
    [InlineData("sklearn_forest")]
    [InlineData("sklearn_boosted_binary")]
    [InlineData("sklearn_boosted_multi")]
    [InlineData("trained/tree_forest")]
    public void Models_as_scikit_learn_exports_them_are_answered_by_trees(string fixture)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath(fixture)));
        using var run = TreeRun.OrRuntime(ModelSession.Open(fixture, inspection.Plan.Model, inspection.Inputs, CancellationToken.None), fixture, inspection.Plan.Model, inspection.Inputs, CancellationToken.None);
        Assert.IsType<TreeRun>(run);
    }

    [Fact]
    public void Records_that_lack_a_value_go_the_way_the_runtime_sends_them()
    {
        var node = Node(3, 3, "SOFTMAX", [], "BRANCH_LEQ", false, 20);
        var nodes = node.Attribute("nodes_values")!.Floats.Count;
        node.Attribute.Add(Attributes.Ints("nodes_missing_value_tracks_true", Enumerable.Range(0, nodes).Select(static i => (long)(i % 2))));
        var model = Model(node);
        using var run = Open(model);
        Assert.IsType<TreeRun>(run);
        var rows = Records();
        AssertEqual(model, run, rows);
        for (var i = 0; i < rows.Length; i += 7)
        {
            rows[i] = float.NaN;
        }

        AssertEqual(model, run, rows);
    }

    [Fact]
    public void Trees_that_answer_otherwise_than_the_runtime_are_not_used()
    {
        var node = Node(3, 3, "SOFTMAX", [], "BRANCH_LEQ", false, 10);
        var model = Model(node);
        var other = node.Clone();
        var weights = other.Attribute("class_weights")!;
        for (var i = 0; i < weights.Floats.Count; i++)
        {
            weights.Floats[i] = MathF.BitIncrement(weights.Floats[i]);
        }

        using var session = ModelSession.Open("model.onnx", model, Inputs, CancellationToken.None);
        Assert.Same(session, TreeRun.OrRuntime(session, "model.onnx", Model(other), Inputs, CancellationToken.None));
    }

    [Fact]
    public void A_run_whose_checked_records_differ_is_the_runtimes()
    {
        // What only the runtime knows: from 50 to 150 the third feature turns the answer. Made-up records do not come there.
        DecisionTree stump = new([0, 0, 0], [.5f, 0, 0], [1, -1, -1], [2, -1, -1], [0, 0, 0, 1, 0, 0, 0, 1, 0], 3);
        DecisionTree hidden = new([2, 0, 2, 0, 0], [50, 0, 150, 0, 0], [1, -1, 3, -1, -1], [2, -1, 4, -1, -1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0], 3);
        DecisionTree nothing = new([0], [0], [-1], [-1], [0, 0, 0], 3);
        var model = Model(With(3, "NONE", [stump, hidden]));
        var session = ModelSession.Open("model.onnx", model, Inputs, CancellationToken.None);
        using var run = TreeRun.OrRuntime(session, "model.onnx", Model(With(3, "NONE", [stump, nothing])), Inputs, CancellationToken.None);
        Assert.IsType<TreeRun>(run);
        AssertEqual(model, run, [.. Records().Select(static (value, i) => i % Width == 2 ? 100 : value)]);
    }

    private static IReadOnlyList<ModelInput> Inputs => [new ModelInput("x", ElementKind.Float32, [Width])];

    private static IModelRun Open(ModelProto model) => TreeRun.OrRuntime(ModelSession.Open("model.onnx", model, Inputs, CancellationToken.None), "model.onnx", model, Inputs, CancellationToken.None);

    private static void AssertEqual(ModelProto model, IModelRun run, float[] rows)
    {
        FeatureBlock[] blocks = [new FeatureBlock("x", ElementKind.Float32, [Width], rows)];
        using var runtime = ModelSession.Open("model.onnx", model, Inputs, CancellationToken.None);
        foreach ((var start, var count) in new[] { (0, Count), (17, 1), (100, 21), (64, 129) })
        {
            using var wanted = runtime.Run(blocks, start, count, count, CancellationToken.None);
            using var got = run.Run(blocks, start, count, count, CancellationToken.None);
            Assert.Equal(wanted.Count, got.Count);
            foreach ((var one, var other) in wanted.Zip(got))
            {
                Assert.Equal(one.GetTensorTypeAndShape().Shape, other.GetTensorTypeAndShape().Shape);
                Assert.Equal(Bits(one), Bits(other));
            }
        }
    }

    private static object[] Bits(OrtValue tensor) => tensor.GetTensorTypeAndShape().ElementDataType switch
    {
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => [.. tensor.GetTensorDataAsSpan<float>().ToArray().Select(static value => (object)BitConverter.SingleToInt32Bits(value))],
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64 => [.. tensor.GetTensorDataAsSpan<long>().ToArray().Cast<object>()],
        _ => [.. tensor.GetStringTensorAsArray()],
    };

    private static float[] Records()
    {
        var random = new Random(5);

        // Eighths meet thresholds, which are eighths too.
        return [.. Enumerable.Range(0, Count * Width).Select(_ => random.Next(4) == 0 ? random.Next(-24, 25) / 8f : (float)((random.NextDouble() * 6) - 3))];
    }

    private static ModelProto Model(NodeProto node)
    {
        var model = new ModelProto
        {
            IrVersion = 7,
            OpsetImport = { new OperatorSetIdProto { Version = 13 }, new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 2 } },
            Graph = new GraphProto { Name = "g", Node = { node }, Input = { ValueInfo.Tensor("x", ElementType.Float, [-1, Width]) } },
        };
        model.Graph.Output.Add([new ValueInfoProto { Name = "scores" }, new ValueInfoProto { Name = "label" }]);
        return model;
    }

    private static NodeProto Node(int classes, int columns, string function, float[] start, string mode, bool votes, int trees)
    {
        var random = new Random(11);
        var node = With(classes, function, [.. Enumerable.Range(0, trees).Select(i => Tree(random, columns, votes ? -1 : i % columns, trees))]);
        if (start.Length > 0)
        {
            node.Attribute.Add(Attributes.Floats("base_values", start));
        }

        for (var i = 0; i < node.Attribute("nodes_modes")!.Strings.Count; i++)
        {
            var isLeaf = node.Attribute("nodes_modes")!.Strings[i].ToStringUtf8() == "LEAF";
            node.Attribute("nodes_modes")!.Strings[i] = ByteString.CopyFromUtf8(isLeaf ? "LEAF" : mode);
        }

        return node;
    }

    private static NodeProto With(int classes, string function, IReadOnlyList<DecisionTree> trees)
    {
        var node = new NodeProto { Domain = "ai.onnx.ml", OpType = "TreeEnsembleClassifier", Input = { "x" }, Output = { "label", "scores" } };
        node.Attribute.Add(Attributes.Ints("classlabels_int64s", Enumerable.Range(0, classes).Select(static i => (long)i)));
        node.Attribute.Add(Attributes.Text("post_transform", function));

        TreeEnsembleWriter.Replace(node, trees);
        return node;
    }

    /// <summary>Depths from a lone leaf to nine; leaves add to one column, or share one vote out among all.</summary>
    private static DecisionTree Tree(Random random, int columns, int only, int trees)
    {
        var builder = new TreeBuilder(columns);
        var open = new Stack<(int Node, int Depth)>([(builder.AddNode(), 0)]);
        var deepest = random.Next(10);
        while (open.TryPop(out var at))
        {
            if (at.Depth < deepest && random.Next(8) > 0)
            {
                (var yes, var no) = builder.Split(at.Node, random.Next(Width), random.Next(-24, 25) / 8f);
                open.Push((no, at.Depth + 1));
                open.Push((yes, at.Depth + 1));
                continue;
            }

            double[] shares = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble())];
            for (var column = 0; column < columns; column++)
            {
                var value = only < 0 ? (float)(shares[column] / (columns == 1 ? 1 : shares.Sum()) / trees) : column == only ? (float)(random.NextDouble() - .5) : 0;
                builder.SetLeaf(at.Node, column, value);
            }
        }

        return builder.Build();
    }
}
