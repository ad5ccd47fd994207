using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = gamma x, or gamma alpha (exp(x) - 1) below 0; slope gamma or y + gamma alpha.</summary>
internal sealed class SeluRule() : SlopeRule("Selu")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y)
    {
        double alpha = node.Float("alpha", 1.67326319217681884765625f);
        double gamma = node.Float("gamma", 1.05070102214813232421875f);
        return scope.Emit("Where", scope.Emit("Greater", x, scope.Number(0)), scope.Number(gamma), scope.Emit("Add", y, scope.Number(gamma * alpha)));
    }
}
