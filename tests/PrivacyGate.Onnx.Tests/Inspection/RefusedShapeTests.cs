using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inspection;

public sealed class RefusedShapeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("refused_softmax_axis", "do not add up to 1")]
    [InlineData("refused_regression", "one number a record")]
    [InlineData("refused_two_heads", "'left', 'right'")]
    public void A_shape_that_is_not_one_class_a_record_is_refused_with_the_spec_keys(string fixture, string why) =>
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(Fixture.ModelPath(fixture)), why, "Inputs: x: float32(N,4)", "\"output\": {\"name\":");

    [Fact]
    public void Sigmoids_of_classes_that_do_not_exclude_each_other_are_refused_as_several_labels() =>
        Refused.With(DiagnosticIds.NotAClassifier, () => OnnxClassifier.Open(Fixture.ModelPath("refused_multi_label")), "several labels", "'y'", "\"kind\"");

    [Fact]
    public void A_bare_number_is_a_logit_when_the_spec_says_so()
    {
        var fixture = Fixture.Load("refused_regression");
        using var classifier = OnnxClassifier.Open(fixture.Path, new ModelOverrides(OutputKind: OutputKinds.Logits, Classes: ["no", "yes"]));
        var answers = classifier.Predict(fixture.Batch, CancellationToken.None);
        Assert.Equal(fixture.Logits!.SelectMany(static row => row), answers.Scores, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(["no", "yes"], classifier.Classes.Names);
    }

    [Fact]
    public void The_spec_picks_one_of_two_heads()
    {
        var fixture = Fixture.Load("refused_two_heads");
        using var classifier = OnnxClassifier.Open(fixture.Path, new ModelOverrides(OutputName: "right"));
        var answers = classifier.Predict(fixture.Batch, CancellationToken.None);
        Assert.Equal(fixture.Logits!.SelectMany(static row => row), answers.Scores, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void The_spec_can_ask_for_the_label_alone()
    {
        var fixture = Fixture.Load("sklearn_multinomial");
        using var classifier = OnnxClassifier.Open(fixture.Path, new ModelOverrides(OutputKind: OutputKinds.Label));
        var answers = classifier.Predict(fixture.Batch, CancellationToken.None);
        Assert.Equal(ScoreKind.LabelOnly, answers.Kind);
        Assert.Empty(answers.Scores);
        Assert.Equal(fixture.Predicted, answers.PredictedClass);
        Assert.Equal(fixture.Classes, classifier.Classes.Names);
    }

    [Fact]
    public void Logits_told_to_be_probabilities_are_refused() =>
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(Fixture.ModelPath("mlp_logits"), new ModelOverrides(OutputKind: OutputKinds.Probabilities)), "do not add up to 1");

    [Fact]
    public void An_output_the_model_does_not_have_is_refused() =>
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(Fixture.ModelPath("mlp_logits"), new ModelOverrides(OutputName: "scores")), "'scores'", "Outputs: y");

    [Fact]
    public void An_unknown_kind_is_refused_with_the_known_ones() =>
        Refused.With(DiagnosticIds.UnknownValue, () => OnnxClassifier.Open(Fixture.ModelPath("mlp_logits"), new ModelOverrides(OutputKind: "odds")), "odds", "log-probabilities");

    [Fact]
    public void Names_that_do_not_match_the_scores_are_refused() =>
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(Fixture.ModelPath("mlp_logits"), new ModelOverrides(Classes: ["a", "b"])), "3", "2");

    [Fact]
    public void A_ZipMap_with_a_class_too_many_is_refused()
    {
        var path = folder.Write("sklearn_binary", model => model.Graph.Node.Single(node => node.OpType == "ZipMap").Attribute[0].Ints.Add(9));
        var message = Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(path));
        Assert.Contains("2 classes but 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_no_record_can_feed_is_refused()
    {
        var path = folder.Write("mlp_softmax", model => model.Graph.Input[0].Type.TensorType.ElemType = 14);
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(path), "type 14", "'x'");
    }

    [Fact]
    public void An_input_of_absurd_width_is_refused_before_anything_is_allocated()
    {
        var path = folder.Write("mlp_softmax", model => model.Graph.Input[0].Type.TensorType.Shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = 2_000_000_000 });
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(path), "'x'", "2^24");
    }

    [Fact]
    public void A_reshape_to_an_absurd_shape_is_refused()
    {
        var path = folder.Write("batch4_built_in", model => model.Graph.Initializer.Single(tensor => tensor.Name == "rows").RawData = ByteString.CopyFrom(BitConverter.GetBytes(1L << 40).Concat(BitConverter.GetBytes(1L << 40)).ToArray()));
        Assert.Throws<InputException>(() => OnnxClassifier.Open(path));
    }

    [Theory]
    [InlineData("Gemm")]
    [InlineData("MatMul")]
    [InlineData("Softmax")]
    [InlineData("Div")]
    [InlineData("Concat")]
    [InlineData("Reshape")]
    [InlineData("ArgMax")]
    public void A_node_without_its_inputs_is_refused(string op)
    {
        var path = folder.Write("model.onnx", SmallModels.Of([SmallModels.Node(op, [], "y")], "y").ToByteArray());
        Assert.Throws<InputException>(() => OnnxClassifier.Open(path));
    }

    [Fact]
    public void An_input_without_a_batch_axis_is_refused()
    {
        var path = folder.Write("mlp_softmax", model => model.Graph.Input[0].Type.TensorType.Shape.Dim.Clear());
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(path), "'x'");
    }

    [Fact]
    public void A_model_whose_shapes_contradict_each_other_fails_by_name()
    {
        var path = folder.Write("mlp_softmax", model => model.Graph.Input[0].Type.TensorType.Shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = 7 });
        Refused.With(DiagnosticIds.ModelFailed, () => OnnxClassifier.Open(path));
    }

    /// <summary>A model that answers labels alone scores nothing.</summary>
    [Fact]
    public void Classes_of_the_spec_and_of_the_models_list_are_each_counted_as_their_own() => Refused.With(
        DiagnosticIds.ModelShapeUnknown,
        () => OnnxClassifier.Open(Fixture.ModelPath("label_text"), new ModelOverrides(Classes: ["yes", "no", "perhaps"])),
        "The spec names 3 classes, but the model's own list has 2");

    [Fact]
    public void A_text_label_without_classes_asks_for_them()
    {
        var path = folder.Write("label_text", model =>
        {
            var encoder = model.Graph.Node.Single(node => node.OpType == "LabelEncoder");
            encoder.Output[0] = "text";
            model.Graph.Node.Add(new NodeProto { OpType = "Reshape", Input = { "text", "all" }, Output = { "again" } });
            model.Graph.Node.Add(new NodeProto { OpType = "Where", Input = { "gflat", "again", "again" }, Output = { "label" } });
            model.Graph.Node.Add(new NodeProto { OpType = "Reshape", Input = { "g", "all" }, Output = { "gflat" } });
        });
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => OnnxClassifier.Open(path), "'label' is text", "classes");
        using var told = OnnxClassifier.Open(path, new ModelOverrides(Classes: ["yes", "no"]));
        var fixture = Fixture.Load("label_text");
        Assert.Equal(fixture.Predicted.Select(static label => 1 - label), told.Predict(fixture.Batch, CancellationToken.None).PredictedClass);
    }
}
