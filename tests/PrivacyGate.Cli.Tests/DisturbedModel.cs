using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Cli.Tests;

/// <summary>Models of the samples with nodes put between the input and what reads it.</summary>
internal static class DisturbedModel
{
    /// <summary>Trips of a loop that nobody waits for.</summary>
    private const long Endless = 1L << 40;

    /// <param name="path">The model file, which is changed.</param>
    /// <param name="nodes">Makes the nodes that lead from the first name to the second.</param>
    public static void Put(string path, Func<string, string, IEnumerable<NodeProto>> nodes)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var input = model.Graph.Input[0].Name;
        foreach (var node in model.Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == input ? "disturbed" : node.Input[i];
            }
        }

        foreach (var node in nodes(input, "disturbed").Reverse())
        {
            model.Graph.Node.Insert(0, node);
        }

        File.WriteAllBytes(path, model.ToByteArray());
    }

    /// <summary>A loop that does not end, for batches of so many records or more.</summary>
    public static void PutEndlessLoop(string path, int rows) => Put(path, (input, output) =>
    [
        .. FewerRowsThan(rows, input, "few"),
        Node("Not", ["few"], "many"),
        Cast("many", "as number", 7),
        Numbers("endless", Endless),
        Node("Mul", ["as number", "endless"], "trips in a list"),
        Node("Squeeze", ["trips in a list"], "trips"),
        With(Node("Loop", ["trips", "", input], output), new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = Body() }),
    ]);

    /// <summary>One operator that computes for minutes, and that the runtime does not interrupt: a window of half a million over a row of a million.</summary>
    public static void PutSlowOperator(string path) => Put(path, static (input, output) =>
    [
        With(Node("ReduceSum", [input], "sum"), Int("keepdims", 0)),
        Numbers("shape", 1, 1, 1, 1 << 20),
        Node("Expand", ["sum", "shape"], "row"),
        With(Node("MaxPool", ["row"], "pooled"), Ints("kernel_shape", 1, 1 << 19)),
        With(Node("ReduceMax", ["pooled"], "highest"), Int("keepdims", 0)),
        Node("Sub", ["highest", "sum"], "nothing"),
        Node("Add", [input, "nothing"], output),
    ]);

    /// <summary>Whether a batch has fewer records: a truth value in a list.</summary>
    public static IEnumerable<NodeProto> FewerRowsThan(int rows, string input, string output) =>
    [
        Node("Shape", [input], "shape of input"),
        Numbers("first", 0),
        Node("Gather", ["shape of input", "first"], "rows of input"),
        Numbers("limit on rows", rows),
        Node("Less", ["rows of input", "limit on rows"], output),
    ];

    public static NodeProto Node(string op, string[] inputs, string output) => new() { OpType = op, Input = { inputs }, Output = { output } };

    public static NodeProto Cast(string input, string output, long to) => With(Node("Cast", [input], output), Int("to", to));

    private static GraphProto Body()
    {
        static ValueInfoProto Value(string name, int type, bool isScalar) => new()
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = isScalar ? new TensorShapeProto() : null } },
        };

        return new GraphProto
        {
            Name = "body",
            Input = { Value("trip", 7, true), Value("goes on", 9, true), Value("records", 1, false) },
            Node = { Node("Identity", ["goes on"], "still goes on"), Node("Identity", ["records"], "same records") },
            Output = { Value("still goes on", 9, true), Value("same records", 1, false) },
        };
    }

    private static NodeProto Numbers(string name, params long[] values) => With(
        Node("Constant", [], name),
        new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = new TensorProto { DataType = 7, Dims = { values.Length }, Int64Data = { values } } });

    private static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Ints(string name, params long[] values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    private static NodeProto With(NodeProto node, AttributeProto attribute)
    {
        node.Attribute.Add(attribute);
        return node;
    }
}
