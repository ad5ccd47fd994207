using PrivacyGate.Models;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>
/// Inputs of whole numbers that records have no type of their own for (8 and 16 bits, and unsigned): the input becomes
/// int32 or int64, and a Cast makes the model's type of it. The reader keeps the values in the model's range.
/// </summary>
internal static class NarrowIntegers
{
    private static readonly Dictionary<int, (int Wide, WholeRange Range)> Types = new()
    {
        [ElementType.UInt8] = (ElementType.Int32, new WholeRange(byte.MinValue, byte.MaxValue)),
        [ElementType.Int8] = (ElementType.Int32, new WholeRange(sbyte.MinValue, sbyte.MaxValue)),
        [ElementType.UInt16] = (ElementType.Int32, new WholeRange(ushort.MinValue, ushort.MaxValue)),
        [ElementType.Int16] = (ElementType.Int32, new WholeRange(short.MinValue, short.MaxValue)),
        [ElementType.UInt32] = (ElementType.Int64, new WholeRange(uint.MinValue, uint.MaxValue)),
        [ElementType.UInt64] = (ElementType.Int64, new WholeRange(0, long.MaxValue)),
    };

    /// <summary>Widens such inputs.</summary>
    /// <param name="model">A copy, which is changed.</param>
    /// <returns>What each of them can hold, by name.</returns>
    public static IReadOnlyDictionary<string, WholeRange> Widen(ModelProto model)
    {
        var graph = model.Graph;
        HashSet<string> initialized = [.. graph.Initializer.Select(static tensor => tensor.Name)];
        ValueInfoProto[] narrow = [.. graph.Input.Where(input => IsNarrow(input) && !initialized.Contains(input.Name))];
        var ranges = new Dictionary<string, WholeRange>(StringComparer.Ordinal);
        foreach (var input in narrow)
        {
            var type = input.Type.TensorType.ElemType;
            var cast = GraphSurgery.FreeName(new GraphView(graph), $"privacygate/narrow/{input.Name}");
            Rename(graph.Node, input.Name, cast);
            graph.Node.Insert(0, new NodeProto { OpType = "Cast", Name = cast, Input = { input.Name }, Output = { cast }, Attribute = { Attributes.Int("to", type) } });
            input.Type.TensorType.ElemType = Types[type].Wide;
            ranges[input.Name] = Types[type].Range;
        }

        return ranges;
    }

    public static bool IsNarrow(ValueInfoProto input) => input.Type?.TensorType is { } tensor && Types.ContainsKey(tensor.ElemType);

    /// <summary>Lets every node use another value, those in bodies of If, Loop and Scan included where they see outward.</summary>
    private static void Rename(IEnumerable<NodeProto> nodes, string from, string to)
    {
        foreach (var node in nodes)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == from ? to : node.Input[i];
            }

            foreach (var body in GraphWalk.Subgraphs(node).Where(body => !Defines(body, from)))
            {
                Rename(body.Node, from, to);
            }
        }
    }

    private static bool Defines(GraphProto body, string name) =>
        body.Input.Any(input => input.Name == name) || body.Initializer.Any(tensor => tensor.Name == name) || body.Node.Any(node => node.Output.Contains(name));
}
