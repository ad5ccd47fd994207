using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x^p; dx = dy p x^(p - 1), dp = dy y log(x) where x is above 0, both summed where they were broadcast.</summary>
internal sealed class PowRule : IGradientRule
{
    public string Operator => "Pow";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (string x, string p, string y) = (node.At(0), node.At(1), node.Output[0]);
        string gradient = scope.GradientOf(y)!;
        if (scope.Needs(x))
        {
            scope.Accumulate(x, scope.Unbroadcast(scope.Emit("Mul", gradient, Slope(scope, x, p)), scope.ShapeOf(y), x));
        }

        if (scope.Needs(p))
        {
            string above = scope.Emit("Greater", x, scope.Number(0));
            string logarithm = scope.Emit("Log", scope.Emit("Where", above, x, scope.Number(1)));
            scope.Accumulate(p, scope.Unbroadcast(scope.Emit("Mul", scope.Emit("Mul", gradient, y), logarithm), scope.ShapeOf(y), p));
        }
    }

    private static string Slope(GradientScope scope, string x, string p)
    {
        if (scope.ConstantOf(p) is { } constant && TensorValues.Reals(constant) is [var power])
        {
            // Of a square, by far the most frequent power: 2 x.
            return scope.Emit("Mul", power == 2 ? x : scope.Emit("Pow", x, scope.Number(power - 1)), scope.Number(power));
        }

        // The power may be of another type than x.
        string exponent = scope.ElementTypeOf(p) == scope.ElementType ? p : scope.AsNumber(p);
        return scope.Emit("Mul", exponent, scope.Emit("Pow", x, scope.Emit("Sub", exponent, scope.Number(1))));
    }
}
