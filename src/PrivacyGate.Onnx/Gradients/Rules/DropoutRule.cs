using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// In training y = x mask, with a mask the trainer draws for every step: 0 with the node's ratio, else 1 / (1 - ratio);
/// dx = dy mask. As served y = x. A file says nothing of training, so its training_mode is not asked.
/// </summary>
internal sealed class DropoutRule : IGradientRule
{
    private const double DefaultRatio = .5;

    public string Operator => "Dropout";

    public string? Refusal(NodeProto node, GradientScope scope) =>
        node.Output.Count > 1 && node.Output[1].Length > 0 ? "hands on its mask"
        : Ratio(node, scope) is not { } ratio ? "computes its ratio"
        : ratio is not (>= 0 and < 1) ? FormattableString.Invariant($"drops a share of {ratio} of its values")
        : scope.ShapeOf(node.At(0)) is not [-1, .. var record] || record.Contains(-1) ? "drops values of what is not laid out by record"
        : null;

    public void Forward(NodeProto node, GradientScope scope)
    {
        if (!IsAlive(node, scope))
        {
            scope.Add("Identity", [node.Input[0]], [node.Output[0]], []);
            return;
        }

        var record = scope.ShapeOf(node.Input[0])[1..];
        var mask = new DropoutMask(Mask(node), record, (float)Ratio(node, scope)!.Value);
        scope.AddInput(mask.Name, scope.ElementType, [-1, .. record]);
        scope.Masks.Add(mask);
        scope.Add("Mul", [node.Input[0], mask.Name], [node.Output[0]], []);
    }

    public void Backward(NodeProto node, GradientScope scope)
    {
        var gradient = scope.GradientOf(node.Output[0])!;
        scope.Accumulate(node.Input[0], IsAlive(node, scope) ? scope.Emit("Mul", gradient, Mask(node)) : gradient);
    }

    private static bool IsAlive(NodeProto node, GradientScope scope) => scope.IsTraining && Ratio(node, scope) > 0;

    private static string Mask(NodeProto node) => $"privacygate/mask/{node.Output[0]}";

    private static double? Ratio(NodeProto node, GradientScope scope) =>
        node.At(1).Length == 0 ? DefaultRatio
        : scope.ConstantOf(node.At(1)) is { } constant && TensorValues.Reals(constant) is [var ratio] ? ratio
        : null;
}
