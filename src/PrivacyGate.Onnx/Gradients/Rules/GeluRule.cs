using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x F(x), F being the normal distribution function, or its approximation by tanh; slope F + x F'.</summary>
internal sealed class GeluRule() : SlopeRule("Gelu")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y)
    {
        return node.Text("approximate", "none") == "tanh" ? ByTanh(scope, x) : Exact(scope, x);
    }

    private static string Exact(GradientScope scope, string x)
    {
        string error = scope.Emit("Erf", scope.Emit("Mul", x, scope.Number(Math.Sqrt(.5))));
        string distribution = scope.Emit("Add", scope.Emit("Mul", error, scope.Number(.5)), scope.Number(.5));
        string bell = scope.Emit("Exp", scope.Emit("Mul", scope.Emit("Mul", x, x), scope.Number(-.5)));
        return scope.Emit("Add", distribution, scope.Emit("Mul", scope.Emit("Mul", bell, x), scope.Number(1 / Math.Sqrt(2 * Math.PI))));
    }

    /// <summary>F = (1 + t) / 2 with t = tanh(k (x + c x^3)); F' = (1 - t t) k (1 + 3 c x x) / 2.</summary>
    private static string ByTanh(GradientScope scope, string x)
    {
        const double c = .044715;
        double k = Math.Sqrt(2 / Math.PI);
        string square = scope.Emit("Mul", x, x);
        string inner = scope.Emit("Mul", scope.Emit("Add", scope.Emit("Mul", square, scope.Number(k * c)), scope.Number(k)), x);
        string t = scope.Emit("Tanh", inner);
        string half = scope.Emit("Mul", scope.Emit("Add", t, scope.Number(1)), scope.Number(.5));
        string bell = scope.Emit("Sub", scope.Number(1), scope.Emit("Mul", t, t));
        string growth = scope.Emit("Mul", scope.Emit("Add", scope.Emit("Mul", square, scope.Number(1.5 * k * c)), scope.Number(k / 2)), x);
        return scope.Emit("Add", half, scope.Emit("Mul", bell, growth));
    }
}
