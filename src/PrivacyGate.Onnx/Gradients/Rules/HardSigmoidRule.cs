using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = alpha x + beta within 0 and 1; slope alpha where y - y y is above 0.</summary>
internal sealed class HardSigmoidRule() : SlopeRule("HardSigmoid")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) =>
        scope.Emit("Mul", Inside(scope, y), scope.Number(node.Float("alpha", .2f)));

    /// <summary>1 strictly between 0 and 1, 0 at both.</summary>
    internal static string Inside(GradientScope scope, string y) => scope.Step(scope.Emit("Sub", y, scope.Emit("Mul", y, y)));
}
