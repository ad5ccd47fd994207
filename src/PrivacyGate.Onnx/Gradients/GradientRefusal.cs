using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Why a model has no gradient graph. No error: shadows of another kind take its place.</summary>
/// <param name="Operator">The operator that stands in the way.</param>
/// <param name="Node">Its node as people find it in a viewer.</param>
/// <param name="Why">The reason, in words that follow the node: "has no gradient rule".</param>
public sealed record GradientRefusal(string Operator, string Node, string Why)
{
    /// <summary>What is done instead.</summary>
    public const string Fallback = "a surrogate network stands in for it";

    /// <summary>The whole story on one line.</summary>
    public string Message => Refusal.Line($"The model's own graph cannot be trained, so {Fallback}: {Node} {Why}.");

    // A node that was added while the model was read bears a name no viewer shows.
    internal static GradientRefusal Of(NodeProto node, string why) => new(
        node.OpType, node.Name.StartsWith("privacygate/", StringComparison.Ordinal) ? $"the {node.OpType} node" : Refusal.Describe(node), why);
}
