using System.Diagnostics.CodeAnalysis;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>
/// Rewrites a model for version 17 of the standard operators where it imports an older one, so that gradient rules know
/// one version only: what moved from attributes into inputs is moved, and Softmax before 13, which saw a matrix, is
/// spelled out. Newer models stay as they are.
/// </summary>
internal static class OpsetLift
{
    /// <summary>The newest version whose reductions still have their axes in an attribute, as most exported models do.</summary>
    public const long Lowest = 17;

    /// <summary>Before it, broadcasting was asked for by attributes; ONNX Runtime does not promise to run such models either.</summary>
    private const long Oldest = 7;

    private static readonly HashSet<string> Flattening = ["Softmax", "LogSoftmax", "Hardmax"];

    /// <summary>First versions from which operators mean what they mean in version 17; older nodes would have to be guessed. Upsample is no operator any more.</summary>
    private static readonly Dictionary<string, long> Since = new(StringComparer.Ordinal) { ["Resize"] = 13, ["Scan"] = 9, ["Upsample"] = Lowest };

    /// <param name="model">The model; not touched.</param>
    /// <param name="shapes">Axes of its values.</param>
    /// <param name="lifted">The rewritten copy.</param>
    /// <param name="refusal">Why it cannot be rewritten.</param>
    public static bool TryLift(
        ModelProto model, IReadOnlyDictionary<string, long[]> shapes, [NotNullWhen(true)] out ModelProto? lifted, [NotNullWhen(false)] out GradientRefusal? refusal)
    {
        lifted = null;
        var opset = GraphSurgery.Opset(model);
        var changed = opset < Lowest ? model.Graph.Node.FirstOrDefault(node => opset < Oldest || (Since.TryGetValue(node.OpType, out var since) && opset < since && node.Is(node.OpType))) : null;
        refusal = changed is null ? null
            : GradientRefusal.Of(changed, FormattableString.Invariant($"is of operator set {opset}, too old to be rewritten; export the model with operator set {Lowest} or later"));
        if (refusal is not null)
        {
            return false;
        }

        var copy = model.Clone();
        if (opset < Lowest)
        {
            NodeProto[] nodes = [.. copy.Graph.Node.SelectMany(node => Lift(copy.Graph, node, opset, shapes))];
            copy.Graph.Node.Clear();
            copy.Graph.Node.Add(nodes);
            SetVersion(copy);
        }

        lifted = copy;
        return true;
    }

    private static NodeProto[] Lift(GraphProto graph, NodeProto node, long opset, IReadOnlyDictionary<string, long[]> shapes)
    {
        if (node.Domain is not ("" or "ai.onnx"))
        {
            return [node];
        }

        if (opset < 13 && Flattening.Contains(node.OpType))
        {
            return OnMatrix(node, shapes[node.Output[0]].Length);
        }

        switch (node.OpType)
        {
            case "ReduceSum" or "Squeeze" or "Unsqueeze" when opset < 13:
                Move(graph, node, 1, "axes");
                break;
            case "Split" when opset < 13:
                Move(graph, node, 1, "split");
                break;
            case "Clip" when opset < 11:
                Move(graph, node, 1, "min");
                Move(graph, node, 2, "max");
                break;
            case "Pad" when opset < 11:
                Move(graph, node, 1, "pads");
                Move(graph, node, 2, "value");
                break;
            case "Slice" when opset < 10:
                Move(graph, node, 1, "starts");
                Move(graph, node, 2, "ends");
                Move(graph, node, 3, "axes");
                break;
            case "TopK" when opset < 10:
                Move(graph, node, 1, "k");
                break;
            case "Dropout" when opset < 12:
                Move(graph, node, 1, "ratio");
                break;
            case "BatchNormalization" when opset < 9:
                Remove(node, "spatial");
                break;
            case "Scatter":
                node.OpType = "ScatterElements";
                break;
        }

        return [node];
    }

    /// <summary>Puts an attribute's value where later versions read it: into an input.</summary>
    private static void Move(GraphProto graph, NodeProto node, int input, string attribute)
    {
        if (Remove(node, attribute) is not { } removed)
        {
            return;
        }

        while (node.Input.Count <= input)
        {
            node.Input.Add("");
        }

        var tensor = removed.HasF ? Tensors.Scalar(removed.F, ElementType.Float)
            : removed.HasI ? Tensors.Of([removed.I])
            : Tensors.Of([.. removed.Ints]);
        tensor.Name = node.Input[input] = $"privacygate/{attribute}/{node.Output[0]}";
        graph.Initializer.Add(tensor);
    }

    private static AttributeProto? Remove(NodeProto node, string attribute)
    {
        var found = node.Attribute(attribute);
        if (found is not null)
        {
            node.Attribute.Remove(found);
        }

        return found;
    }

    /// <summary>Before version 13 Softmax saw its input as a matrix whose rows are all axes from <c>axis</c> on.</summary>
    private static NodeProto[] OnMatrix(NodeProto node, int rank)
    {
        var axis = GradientNodes.FromFront(node.Int("axis", 1), rank);
        Remove(node, "axis");
        node.Attribute.Add(Attributes.Int("axis", -1));
        if (axis == rank - 1)
        {
            return [node];
        }

        (var input, var output) = (node.Input[0], node.Output[0]);
        var name = $"privacygate/{node.OpType}/{output}";
        node.Input[0] = name + "/in";
        node.Output[0] = name + "/out";
        return
        [
            new NodeProto { OpType = "Flatten", Name = name + "/flatten", Input = { input }, Output = { node.Input[0] }, Attribute = { Attributes.Int("axis", axis) } },
            node,
            new NodeProto { OpType = "Shape", Name = name + "/axes", Input = { input }, Output = { name + "/shape" } },
            new NodeProto { OpType = "Reshape", Name = name + "/reshape", Input = { node.Output[0], name + "/shape" }, Output = { output } },
        ];
    }

    private static void SetVersion(ModelProto model)
    {
        OperatorSetIdProto[] others = [.. model.OpsetImport.Where(static set => set.Domain is not ("" or "ai.onnx"))];
        model.OpsetImport.Clear();
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Lowest });
        model.OpsetImport.Add(others);
    }
}
