using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Attributes of a node by name, with ONNX's default where the file leaves one out.</summary>
internal static class NodeAttributes
{

    /// <summary>True for an operator of the standard ONNX domain.</summary>
    public static bool Is(this NodeProto node, string op) => node.OpType == op && node.Domain is ("" or "ai.onnx");

    /// <summary>The name of an input, or "" where the node leaves it out; no value is called so.</summary>
    public static string At(this NodeProto node, int input) => input < node.Input.Count ? node.Input[input] : "";

    /// <summary>True for an operator of ONNX's domain for classical machine learning.</summary>
    public static bool IsMachineLearning(this NodeProto node, string op) => node.OpType == op && node.Domain == "ai.onnx.ml";

    public static AttributeProto? Attribute(this NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    public static long Int(this NodeProto node, string name, long fallback) => node.Attribute(name) is { HasI: true } attribute ? attribute.I : fallback;

    public static float Float(this NodeProto node, string name, float fallback) => node.Attribute(name) is { HasF: true } attribute ? attribute.F : fallback;

    public static string Text(this NodeProto node, string name, string fallback) =>
        node.Attribute(name) is { HasS: true } attribute ? attribute.S.ToStringUtf8() : fallback;

    public static IReadOnlyList<long> Ints(this NodeProto node, string name) => node.Attribute(name)?.Ints.ToArray() ?? [];

    public static IReadOnlyList<float> Floats(this NodeProto node, string name) => node.Attribute(name)?.Floats.ToArray() ?? [];

    public static IReadOnlyList<string> Texts(this NodeProto node, string name) =>
        node.Attribute(name)?.Strings.Select(text => text.ToStringUtf8()).ToArray() ?? [];

    public static TensorProto? Tensor(this NodeProto node, string name) => node.Attribute(name)?.T;
}
