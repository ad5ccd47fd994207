using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>A floating-point constant of a graph, at the node that uses it first.</summary>
/// <param name="Name">Of the initializer, or of what the Constant node makes.</param>
/// <param name="Place">Operator and input that use it.</param>
/// <param name="Tensor">Its values.</param>
internal sealed record ConstantUse(string Name, (string Operator, int Input) Place, TensorProto Tensor)
{
    /// <summary>In the order of their first use.</summary>
    public static IReadOnlyList<ConstantUse> Of(GraphView view)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. from node in view.TopologicalOrder
               where !node.Is("Constant")
               from use in node.Input.Select((value, input) => Named(view, value) is { } tensor ? new ConstantUse(value, (node.OpType, input), tensor) : null)
               where use is not null && ElementType.IsFloating(use.Tensor.DataType) && seen.Add(use.Name)
               select use,
        ];
    }

    public bool HasShapeOf(ConstantUse other) => Tensor.Dims.SequenceEqual(other.Tensor.Dims);

    private static TensorProto? Named(GraphView view, string value) =>
        view.InitializerOf(value) ?? (view.ProducerOf(value) is { OpType: "Constant" } constant ? constant.Tensor("value") : null);
}
