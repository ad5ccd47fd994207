using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Inspection;

public sealed class NotAClassifierTests : IDisposable
{
    private readonly Make graph = new();

    public void Dispose() => graph.Dispose();

    [Fact]
    public void Distances_with_the_nearest_centre_are_a_clustering()
    {
        graph.Linear("d", Make.Matrix(4, 3), 3).Add("ArgMin", ["d"], ["label"], Attributes.Int("axis", 1)).Output("d").Output("label", ElementType.Int64);
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "clustering", "ArgMin", "'label'", "\"kind\"");
        Assert.Equal(3, graph.Inspect(new ModelOverrides(OutputKind: OutputKinds.Logits)).Classes.Count);
    }

    [Fact]
    public void Nearest_centres_with_names_are_classes()
    {
        graph.Linear("d", Make.Matrix(4, 3), 3).Constant("names", Tensors.Of([5L, 6, 7])).Add("ArgMin", ["d"], ["place"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Add("Gather", ["names", "place"], ["label"]).Output("d").Output("label", ElementType.Int64, -1);
        var rows = Make.Rows(30);
        var weights = Make.Matrix(4, 3);
        Assert.Equal(rows.Select(row => Make.Times(row, weights, 3)).Select(static row => Array.IndexOf(row, row.Min())), graph.Ask(rows).PredictedClass);
        Assert.All(rows.Zip(graph.Ask(rows).Scores.Chunk(3)), pair => Assert.Equal(-Make.Times(pair.First, weights, 3)[0], pair.Second[0], 1e-4));
    }

    [Theory]
    [InlineData("LinearRegressor", 1, "regression")]
    [InlineData("LinearRegressor", 3, "several targets")]
    public void A_regressor_without_a_label_is_a_regression(string op, int targets, string task)
    {
        graph.Ml(op, ["x"], ["variable"], Attributes.Floats("coefficients", Make.Matrix(4, targets)), Attributes.Floats("intercepts", new float[targets]), Attributes.Int("targets", targets)).Output("variable");
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), task, "regression", op, "\"kind\"");
        Assert.Equal(Math.Max(2, targets), graph.Inspect(new ModelOverrides(OutputKind: OutputKinds.Logits)).Classes.Count);
    }

    [Fact]
    public void A_bare_number_may_be_a_regression()
    {
        graph.Linear("y", Make.Matrix(4, 1), 1).Output("y");
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(), "regression", "logit");
    }

    [Theory]
    [InlineData("sentence_embedding")]
    [InlineData("last_hidden_state")]
    public void A_row_that_is_called_an_embedding_is_one(string name)
    {
        graph.Linear(name, Make.Matrix(4, 8), 8).Output(name);
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "an embedding", name);
    }

    [Fact]
    public void Rows_of_length_one_are_an_embedding()
    {
        graph.Linear("z", Make.Matrix(4, 8), 8).Add("LpNormalization", ["z"], ["y"], Attributes.Int("axis", 1), Attributes.Int("p", 2)).Output("y");
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "an embedding", "length 1");
    }

    [Fact]
    public void An_output_shaped_like_the_input_is_an_autoencoder()
    {
        graph.Linear("h", Make.Matrix(4, 2), 2).Constant("w2", Tensors.Of(Make.Matrix(2, 4), 2, 4)).Add("MatMul", ["h", "w2"], ["y"]).Output("y");
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "an autoencoder");
        Assert.Equal(4, graph.Inspect(new ModelOverrides(Classes: ["a", "b", "c", "d"])).Classes.Count);
    }

    [Theory]
    [InlineData("y", new long[] { -1, 2, 3 }, "2 x 3 numbers a record")]
    [InlineData("y", new long[] { -1, 2, 1, 3 }, "2 x 3 numbers a record")]
    [InlineData("boxes", new long[] { -1, 2, 3 }, "an object detector")]
    [InlineData("masks", new long[] { -1, 3, 2, 2 }, "a segmentation")]
    public void More_than_one_axis_of_numbers_is_no_row_of_classes(string name, long[] axes, string evidence)
    {
        var width = (int)axes[1..].Aggregate(1L, static (product, axis) => product * axis);
        graph.Linear("z", Make.Matrix(4, width), width).Constant("shape", Tensors.Of(axes)).Add("Reshape", ["z", "shape"], [name]).Output(name, ElementType.Float, axes);
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), evidence);
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(new ModelOverrides(OutputKind: OutputKinds.Logits)), evidence);
    }

    [Fact]
    public void Axes_of_length_one_do_not_matter()
    {
        graph.Linear("z", Make.Matrix(4, 3), 3).Constant("shape", Tensors.Of([-1, 1, 3, 1])).Add("Reshape", ["z", "shape"], ["logits"]).Output("logits", ElementType.Float, -1, 1, 3, 1);
        Assert.Equal(3, graph.Inspect().Classes.Count);
    }

    [Theory]
    [InlineData(3L)]
    [InlineData(-1L)]
    public void Several_labels_a_record_are_refused_by_inspect(long stated)
    {
        graph.Linear("z", Make.Matrix(4, 3), 3).Add("Cast", ["z"], ["labels"], Attributes.Int("to", ElementType.Int32)).Output("labels", ElementType.Int32, -1, stated);
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "several targets", "'labels'", "3 labels a record");
    }

    [Fact]
    public void A_width_that_nothing_confirms_is_left_to_the_labels_of_the_data()
    {
        graph.Linear("y", Make.Matrix(4, 10), 10).Output("y");
        var unnamed = graph.Inspect();
        Assert.True(unnamed.IsUnconfirmed);
        WidthCheck.Check(unnamed, [0, 9]);
        WidthCheck.Check(unnamed, Enumerable.Range(0, 8));
        Refused.With(DiagnosticIds.NotAClassifier, () => WidthCheck.Check(unnamed, [0, 1, 2]), "10 numbers", "3 classes", "\"kind\": \"logits\"");
        Refused.With(DiagnosticIds.NotAClassifier, () => WidthCheck.Check(unnamed, []), "0 classes");
        WidthCheck.Check(graph.Inspect(new ModelOverrides(OutputKind: OutputKinds.Logits)), [0, 1, 2]);
    }
}
