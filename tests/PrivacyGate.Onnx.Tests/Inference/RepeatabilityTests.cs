using Google.Protobuf;
using PrivacyGate.Auditing;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Inference;

/// <summary>Models that answer differently when they are queried again, in another order, or in a larger batch; made here.</summary>
public sealed class RepeatabilityTests
{
    private const int Records = 64;

    public static TheoryData<string, bool, Repeatability> Cases()
    {
        var cases = new TheoryData<string, bool, Repeatability>();
        foreach (var labels in new[] { false, true })
        {
            cases.Add("plain", labels, Repeatability.Same);
            cases.Add("noise", labels, Repeatability.Changes);

            // The runtime takes a dropout out of the graph where nothing but the label comes of it.
            cases.Add("dropout", labels, labels ? Repeatability.Same : Repeatability.Changes);
            cases.Add("uniform from 8", labels, Repeatability.BatchMatters);
            cases.Add("uniform from 32", labels, Repeatability.BatchMatters);
            cases.Add("uniform from 100", labels, Repeatability.BatchMatters);
            cases.Add("uniform from 1024", labels, Repeatability.BatchMatters);

            // With scores, inspection's own five records show it already, and the model is queried singly from the start.
            cases.Add("batch mean", labels, labels ? Repeatability.BatchMatters : Repeatability.Same);
        }

        // In this runtime each query moves the running mean, and with it the next answer.
        cases.Add("batch normalization in training", false, Repeatability.Changes);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_model_is_queried_again(string kind, bool labels, Repeatability expected)
    {
        var inspection = Inspect(kind, labels);
        var check = Check(inspection);
        Assert.Equal((expected, Records), (check.Kind, check.Queried));
        Assert.Equal(expected == Repeatability.Same, check.Changed == 0);
    }

    /// <summary>Queried one by one, a model whose answers depend on the batch alone answers alike.</summary>
    [Theory]
    [InlineData("uniform from 8", false)]
    [InlineData("uniform from 8", true)]
    [InlineData("uniform from 1024", false)]
    [InlineData("batch mean", false)]
    public void Queried_singly_it_answers_alike(string kind, bool labels)
    {
        var singly = Inspect(kind, labels).Singly()!;
        Assert.Equal(Repeatability.Same, Check(singly).Kind);
        Assert.Contains("every record is queried alone", singly.Recognition[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlp_softmax")]
    [InlineData("cnn_nchw")]
    [InlineData("sklearn_columns")]
    [InlineData("batch4_built_in")]
    public void A_sound_model_answers_alike(string name)
    {
        var fixture = Fixture.Load(name);
        using var classifier = OnnxClassifier.Open(fixture.Path);
        var records = Support.Records.Repeat(fixture.Batch, (Records / fixture.Batch.Count) + 1);
        Assert.Equal(Repeatability.Same, RepeatCheck.Of(classifier, new RepeatSample(records, classifier.Predict(records, default)), default).Kind);
    }

    [Fact]
    public void A_batch_size_built_into_the_graph_leaves_no_single_records() =>
        Assert.Null(ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath("batch4_built_in"))).Singly());

    private static RepeatCheck Check(ModelInspection inspection)
    {
        using var classifier = OnnxClassifier.Open(inspection);
        var random = new Random(1);
        var records = Support.Records.Floats("x", [4], [.. Enumerable.Range(0, Records * 4).Select(_ => (float)((2 * random.NextDouble()) - 1))]);
        return RepeatCheck.Of(classifier, new RepeatSample(records, classifier.Predict(records, default)), default);
    }

    private static ModelInspection Inspect(string kind, bool labels)
    {
        using var folder = new TemporaryFolder();
        return ModelInspection.Of(OnnxFile.Read(folder.Write("model.onnx", Model(kind, labels).ToByteArray())), labels ? new ModelOverrides(OutputKind: OutputKinds.Label) : null);
    }

    /// <summary>x -> Gemm -> (disturbed) -> Softmax and ArgMax.</summary>
    private static ModelProto Model(string kind, bool labels)
    {
        var random = new Random(5);
        var weights = Floats("w", [4, 3], [.. Enumerable.Range(0, 12).Select(_ => (float)((4 * random.NextDouble()) - 2))]);
        var disturbed = kind switch
        {
            "noise" => [SmallModels.Node("RandomNormalLike", ["z"], "n"), SmallModels.Node("Add", ["z", "n"], "y")],
            "dropout" => [SmallModels.Node("Dropout", ["z", "half", "yes"], "y")],
            _ when kind.StartsWith("uniform from ", StringComparison.Ordinal) => Uniform("many"),
            "batch mean" => [Mean("z", "m", 0), SmallModels.Node("Sub", ["z", "m"], "y")],
            "batch normalization in training" => [Normalization()],
            _ => [SmallModels.Node("Identity", ["z"], "y")],
        };
        var softmax = SmallModels.Node("Softmax", ["y"], "probabilities");
        softmax.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
        var best = SmallModels.Node("ArgMax", ["y"], "label");
        best.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
        best.Attribute.Add(new AttributeProto { Name = "keepdims", Type = AttributeProto.Types.AttributeType.Int, I = 0 });
        var model = SmallModels.Of([SmallModels.Node("MatMul", ["x", "w"], "z"), .. disturbed, labels ? best : softmax], labels ? "label" : "probabilities");
        model.OpsetImport[0].Version = 15;
        model.Graph.Output[0].Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = labels ? 7 : 1, Shape = new TensorShapeProto() } };
        model.Graph.Output[0].Type.TensorType.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "N" });
        if (!labels)
        {
            model.Graph.Output[0].Type.TensorType.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = 3 });
        }

        model.Graph.Initializer.Add(weights);
        model.Graph.Initializer.Add(Floats("half", [], [0.5f]));
        model.Graph.Initializer.Add(new TensorProto { Name = "yes", DataType = 9, Int32Data = { 1 } });
        model.Graph.Initializer.Add(new TensorProto { Name = "many", DataType = 7, Dims = { 1 }, Int64Data = { long.TryParse(kind.Split(' ')[^1], out var rows) ? rows : 0 } });
        foreach ((var name, var value) in new[] { ("scale", 1f), ("bias", 0f), ("mean", 0f), ("var", 1f) })
        {
            model.Graph.Initializer.Add(Floats(name, [3], [value, value, value]));
        }

        return model;
    }

    /// <summary>y = z where the batch has fewer rows than the limit, else 0.</summary>
    private static NodeProto[] Uniform(string limit)
    {
        var rows = SmallModels.Node("Shape", ["z"], "rows");
        rows.Attribute.Add(new AttributeProto { Name = "end", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
        var cast = SmallModels.Node("Cast", ["few"], "factor");
        cast.Attribute.Add(new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
        return [rows, SmallModels.Node("Less", ["rows", limit], "few"), cast, SmallModels.Node("Mul", ["z", "factor"], "y")];
    }

    private static NodeProto Mean(string from, string to, long axis)
    {
        var mean = SmallModels.Node("ReduceMean", [from], to);
        mean.Attribute.Add(new AttributeProto { Name = "axes", Type = AttributeProto.Types.AttributeType.Ints, Ints = { axis } });
        return mean;
    }

    private static NodeProto Normalization()
    {
        var node = SmallModels.Node("BatchNormalization", ["z", "scale", "bias", "mean", "var"], "y", "mean_after", "var_after");
        node.Attribute.Add(new AttributeProto { Name = "training_mode", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
        return node;
    }

    private static TensorProto Floats(string name, long[] shape, float[] values) => new() { Name = name, DataType = 1, Dims = { shape }, FloatData = { values } };
}
