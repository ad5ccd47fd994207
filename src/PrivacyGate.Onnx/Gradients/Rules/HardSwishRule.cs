using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x h with h = x / 6 + 1 / 2 within 0 and 1; slope h + x h'.</summary>
internal sealed class HardSwishRule() : SlopeRule("HardSwish")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y)
    {
        string gate = scope.Emit("HardSigmoid", [x], [Attributes.Float("alpha", 1 / 6f), Attributes.Float("beta", .5f)]);
        string change = scope.Emit("Mul", scope.Emit("Mul", HardSigmoidRule.Inside(scope, gate), scope.Number(1 / 6.0)), x);
        return scope.Emit("Add", gate, change);
    }
}
