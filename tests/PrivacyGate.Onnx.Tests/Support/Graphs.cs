using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>Graphs over x (float, N by 4) that tests put together, and the answers of the classifier made of them.</summary>
internal sealed class Graphs : IDisposable
{
    public const int Width = 4;

    private readonly TemporaryFolder folder = new();
    private readonly List<NodeProto> nodes = [];
    private readonly List<TensorProto> constants = [];
    private readonly List<ValueInfoProto> inputs = [];
    private readonly List<ValueInfoProto> outputs = [];

    public string Producer { get; set; } = "";

    /// <summary>Records with numbers in [-2, 2), always the same.</summary>
    public static float[][] Rows(int count, int seed = 7)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Width).Select(_ => (float)((random.NextDouble() * 4) - 2)).ToArray())];
    }

    /// <summary>A matrix of numbers in [-1, 1), always the same.</summary>
    public static float[] Matrix(int rows, int columns, int seed = 3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * columns).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    public static double[] Times(float[] row, float[] matrix, int columns) =>
        [.. Enumerable.Range(0, columns).Select(column => row.Select((value, i) => (double)value * matrix[(i * columns) + column]).Sum())];

    public static double[] Softmax(double[] logits)
    {
        double[] parts = [.. logits.Select(Math.Exp)];
        return [.. parts.Select(part => part / parts.Sum())];
    }

    public Graphs Add(string op, string[] from, string[] to, params AttributeProto[] attributes) => Add("", op, from, to, attributes);

    public Graphs Ml(string op, string[] from, string[] to, params AttributeProto[] attributes) => Add("ai.onnx.ml", op, from, to, attributes);

    public Graphs Constant(string name, TensorProto tensor)
    {
        tensor.Name = name;
        constants.Add(tensor);
        return this;
    }

    /// <summary>z = x times a matrix of four rows.</summary>
    public Graphs Linear(string to, float[] matrix, int columns) => Constant(to + "/w", Tensors.Of(matrix, Width, columns)).Add("MatMul", ["x", to + "/w"], [to]);

    public Graphs Input(string name, int type, params long[] axes)
    {
        inputs.Add(ValueInfo.Tensor(name, type, axes));
        return this;
    }

    public Graphs Output(string name, int type = ElementType.Float, params long[] axes)
    {
        outputs.Add(ValueInfo.Tensor(name, type, axes.Length == 0 ? [-1, -1] : axes));
        return this;
    }

    public string Write()
    {
        if (inputs.Count == 0)
        {
            Input("x", ElementType.Float, -1, Width);
        }

        var model = new ModelProto
        {
            IrVersion = 7,
            ProducerName = Producer,
            OpsetImport = { new OperatorSetIdProto { Version = 13 }, new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 2 } },
            Graph = new GraphProto { Name = "g", Node = { nodes }, Initializer = { constants }, Input = { inputs }, Output = { outputs } },
        };
        return folder.Write("model.onnx", model.ToByteArray());
    }

    public ModelInspection Inspect(ModelOverrides? overrides = null) => ModelInspection.Of(OnnxFile.Read(Write()), overrides);

    /// <summary>What the classifier answers for rows of x.</summary>
    public Predictions Ask(float[][] rows, ModelOverrides? overrides = null)
    {
        using var classifier = OnnxClassifier.Open(Inspect(overrides));
        return classifier.Predict(Records.Floats("x", [Width], [.. rows.SelectMany(static row => row)]), CancellationToken.None);
    }

    public void Dispose() => folder.Dispose();

    private Graphs Add(string domain, string op, string[] from, string[] to, AttributeProto[] attributes)
    {
        nodes.Add(new NodeProto { Domain = domain, OpType = op, Input = { from }, Output = { to }, Attribute = { attributes } });
        return this;
    }
}
