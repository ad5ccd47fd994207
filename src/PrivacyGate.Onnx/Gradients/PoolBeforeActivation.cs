using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>
/// Exchanges an activation and the max-pool behind it. An activation that nowhere falls has its largest value where its
/// input has, so scores and gradients stay what they are, and the activation and its derivative work on as many values
/// as are left: a quarter behind a 2x2 pool.
/// </summary>
internal static class PoolBeforeActivation
{
    private static readonly HashSet<string> Rising = ["Relu", "Sigmoid", "Tanh"];

    /// <param name="model">The model; changed.</param>
    /// <param name="types">Axes and types of its values.</param>
    /// <returns>Axes and types of the values there are then.</returns>
    public static ValueTypes Exchange(ModelProto model, ValueTypes types)
    {
        var view = new GraphView(model.Graph);
        var shapes = types.Shapes.ToDictionary(StringComparer.Ordinal);
        var elementTypes = types.ElementTypes.ToDictionary(StringComparer.Ordinal);
        for (var place = 0; place < model.Graph.Node.Count; place++)
        {
            var activation = model.Graph.Node[place];
            if (PoolBehind(view, activation) is not { } pool)
            {
                continue;
            }

            var between = $"privacygate/pooled/{pool.Output[0]}";
            (shapes[between], elementTypes[between]) = (shapes[pool.Output[0]], elementTypes[pool.Output[0]]);
            var behind = model.Graph.Node.IndexOf(pool);
            model.Graph.Node[place] = Between(pool, activation.Input[0], between);
            model.Graph.Node[behind] = Between(activation, between, pool.Output[0]);
        }

        return types with { Shapes = shapes, ElementTypes = elementTypes };
    }

    private static NodeProto? PoolBehind(GraphView view, NodeProto activation) =>
        IsRising(activation)
        && view.ConsumersOf(activation.Output[0]) is [var pool]
        && (pool.Is("MaxPool") || pool.Is("GlobalMaxPool"))
        && pool.Output.Count == 1
        && view.Graph.Output.All(output => output.Name != activation.Output[0])
            ? pool : null;

    private static bool IsRising(NodeProto node) => node.Is(node.OpType) && (Rising.Contains(node.OpType) || (node.Is("LeakyRelu") && node.Float("alpha", .01f) >= 0));

    private static NodeProto Between(NodeProto node, string input, string output)
    {
        var moved = node.Clone();
        moved.Input[0] = input;
        moved.Output[0] = output;
        return moved;
    }
}
