using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = exp(x) / sum(exp(x)) along an axis; dx = y (dy - sum(dy y)).</summary>
internal sealed class SoftmaxRule : IGradientRule
{
    public string Operator => "Softmax";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (var y, var gradient) = (node.Output[0], scope.GradientOf(node.Output[0])!);
        var mean = scope.ReduceSum(scope.Emit("Mul", gradient, y), [node.Int("axis", -1)], keepAxes: true);
        scope.Accumulate(node.Input[0], scope.Emit("Mul", y, scope.Emit("Sub", gradient, mean)));
    }
}

/// <summary>y = x - log(sum(exp(x))) along an axis; dx = dy - exp(y) sum(dy).</summary>
internal sealed class LogSoftmaxRule : IGradientRule
{
    public string Operator => "LogSoftmax";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var gradient = scope.GradientOf(node.Output[0])!;
        var sum = scope.ReduceSum(gradient, [node.Int("axis", -1)], keepAxes: true);
        scope.Accumulate(node.Input[0], scope.Emit("Sub", gradient, scope.Emit("Mul", scope.Emit("Exp", node.Output[0]), sum)));
    }
}
