using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = the largest (or smallest) of several; dy goes to the one that is, in equal parts to those that tie, summed where they were broadcast.</summary>
internal sealed class ExtremumRule(string op) : IGradientRule
{
    public string Operator => op;

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var shares = node.Input.Count == 2 ? OfTwo(node, scope) : OfMany(node, scope);
        foreach ((var input, var share) in node.Input.Zip(shares).Where(pair => scope.Needs(pair.First)))
        {
            var part = scope.Emit("Mul", scope.GradientOf(node.Output[0])!, share);
            scope.Accumulate(input, scope.Unbroadcast(part, scope.ShapeOf(node.Output[0]), input));
        }
    }

    /// <summary>(1 + sign(a - b)) / 2 and (1 - sign(a - b)) / 2, with another sign for the smaller.</summary>
    private string[] OfTwo(NodeProto node, GradientScope scope)
    {
        var sign = scope.Emit("Sign", scope.Emit("Sub", node.At(0), node.At(1)));
        var half = scope.Emit("Mul", sign, scope.Number(op == "Max" ? .5 : -.5));
        var middle = scope.Number(.5);
        return [scope.Emit("Add", middle, half), scope.Emit("Sub", middle, half)];
    }

    private static string[] OfMany(NodeProto node, GradientScope scope)
    {
        string[] hits = [.. node.Input.Select(input => scope.AsNumber(scope.Emit("Equal", input, node.Output[0])))];
        var count = scope.Emit("Sum", hits);
        return [.. hits.Select(hit => scope.Emit("Div", hit, count))];
    }
}
