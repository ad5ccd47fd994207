using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = alpha a b + beta c, a or b perhaps transposed; da = alpha dy b', db = alpha a' dy, dc = beta dy summed where c was broadcast.</summary>
internal sealed class GemmRule : IGradientRule
{
    public string Operator => "Gemm";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var gradient = scope.GradientOf(node.Output[0])!;
        (var a, var b, var c) = (node.At(0), node.At(1), node.At(2));
        (var left, var right) = (node.Int("transA", 0) != 0, node.Int("transB", 0) != 0);
        var alpha = node.Float("alpha", 1);
        if (scope.Needs(a))
        {
            scope.Accumulate(a, left ? Product(scope, b, right, gradient, true, alpha) : Product(scope, gradient, false, b, !right, alpha));
        }

        if (scope.Needs(b))
        {
            scope.Accumulate(b, right ? Product(scope, gradient, true, a, left, alpha) : Product(scope, a, !left, gradient, false, alpha));
        }

        if (scope.Needs(c))
        {
            var summed = scope.Unbroadcast(gradient, scope.ShapeOf(node.Output[0]), c);
            var beta = node.Float("beta", 1);
            scope.Accumulate(c, beta == 1 ? summed : scope.Emit("Mul", summed, scope.Number(beta)));
        }
    }

    /// <summary>alpha times the product of two matrices, each perhaps transposed.</summary>
    internal static string Product(GradientScope scope, string first, bool transFirst, string second, bool transSecond, float alpha = 1) =>
        scope.Emit("Gemm", [first, second], [Attributes.Float("alpha", alpha), Attributes.Int("transA", transFirst ? 1 : 0), Attributes.Int("transB", transSecond ? 1 : 0)]);
}
