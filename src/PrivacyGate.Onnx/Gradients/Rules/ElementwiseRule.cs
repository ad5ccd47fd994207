using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>An operator that works on each number by itself: a formula for the gradient of each input, summed where that input was broadcast.</summary>
/// <param name="op">The operator.</param>
/// <param name="gradients">The formulas in the order of the inputs, from dy, y and the node; null, or left out at the end, for an input without a gradient.</param>
/// <param name="whenTrained">Why a node is refused when an input after the first is trained; null to accept it.</param>
internal sealed class ElementwiseRule(string op, Func<Formula, Formula, NodeProto, IEnumerable<Formula?>> gradients, string? whenTrained = null) : IGradientRule
{
    public string Operator => op;

    public string? Refusal(NodeProto node, GradientScope scope) => node.Input.Skip(1).Any(scope.Needs) ? whenTrained : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var y = node.Output[0];
        foreach ((var input, var gradient) in node.Input.Zip(gradients(scope.GradientOf(y)!, y, node)))
        {
            if (gradient is not null && scope.Needs(input))
            {
                scope.Accumulate(input, gradient.SummedIn(scope, scope.ShapeOf(y), input));
            }
        }
    }
}
