using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

/// <summary>
/// ONNX Runtime's kernels of most activations know single precision only. Their formulas stand here once more, in double
/// precision, for the differences; the node must compute what the formula says.
/// </summary>
public class ActivationRuleTests
{
    [Theory]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [ChecksRule("Tanh", "Sigmoid")]
    public void Smooth(string op) => RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 1), [RuleInput.Of(-1, 7)], seed: 1);

    [Fact]
    [ChecksRule("Relu")]
    public void Relu() => RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Relu", 1), [RuleInput.Off0(.1, -1, 7)], seed: 2);

    [Fact]
    [ChecksRule("Clip")]
    public void Clip()
    {
        var low = RuleInput.Fixed(Tensors.Scalar(-.5, ElementType.Double));
        var high = RuleInput.Fixed(Tensors.Scalar(1, ElementType.Double));
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Clip", 3), [RuleInput.Of(-1, 7), low, high], seed: 3);
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Clip", 2), [RuleInput.Of(-1, 7), low], seed: 3);
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Clip", ["a", "", "c"], ["y"]), [RuleInput.Of(-1, 7), high], seed: 3);
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Clip", 1), [RuleInput.Of(-1, 7)], seed: 3);
    }

    [Theory]
    [InlineData(.01f)]
    [InlineData(.3f)]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(-.4f)]
    [InlineData(1.5f)]
    [ChecksRule("LeakyRelu")]
    public void LeakyRelu(float alpha) =>
        RuleCheck.AgainstFormula(RuleCheck.Node("LeakyRelu", 1, Attributes.Float("alpha", alpha)), x => x < 0 ? alpha * x : x, .01);

    [Theory]
    [InlineData(1f)]
    [InlineData(.5f)]
    [InlineData(2f)]
    [ChecksRule("Elu", "Celu")]
    public void Exponential_below_0(float alpha)
    {
        RuleCheck.AgainstFormula(RuleCheck.Node("Elu", 1, Attributes.Float("alpha", alpha)), x => x < 0 ? alpha * (Math.Exp(x) - 1) : x, .01);
        RuleCheck.AgainstFormula(RuleCheck.Node("Celu", 1, Attributes.Float("alpha", alpha)), x => x < 0 ? alpha * (Math.Exp(x / alpha) - 1) : x, .01);
    }

    [Fact]
    [ChecksRule("Selu")]
    public void Selu()
    {
        RuleCheck.AgainstFormula(RuleCheck.Node("Selu", 1), static x => 1.05070102214813232421875 * (x < 0 ? 1.67326319217681884765625 * (Math.Exp(x) - 1) : x), .01);
        RuleCheck.AgainstFormula(
            RuleCheck.Node("Selu", 1, Attributes.Float("alpha", .5f), Attributes.Float("gamma", 2)), static x => 2 * (x < 0 ? .5 * (Math.Exp(x) - 1) : x), .01);
    }

    [Fact]
    [ChecksRule("HardSigmoid", "HardSwish")]
    public void Hard_corners()
    {
        RuleCheck.AgainstFormula(RuleCheck.Node("HardSigmoid", 1), static x => Math.Clamp((.2f * x) + .5, 0, 1), .01, 4);
        RuleCheck.AgainstFormula(
            RuleCheck.Node("HardSigmoid", 1, Attributes.Float("alpha", .5f), Attributes.Float("beta", .25f)), static x => Math.Clamp((.5 * x) + .25, 0, 1), .01, 4);
        RuleCheck.AgainstFormula(RuleCheck.Node("HardSwish", 1), static x => x * Math.Clamp((x / 6) + .5, 0, 1), .01, 4);
    }

    [Fact]
    [ChecksRule("Softplus", "Softsign", "Erf", "Sin", "Cos")]
    public void Curves()
    {
        RuleCheck.AgainstFormula(RuleCheck.Node("Softplus", 1), static x => Math.Log(1 + Math.Exp(x)), 0);
        RuleCheck.AgainstFormula(RuleCheck.Node("Softsign", 1), static x => x / (1 + Math.Abs(x)), 0);
        RuleCheck.AgainstFormula(RuleCheck.Node("Erf", 1), Erf, 0);
        RuleCheck.AgainstFormula(RuleCheck.Node("Sin", 1), Math.Sin, 0);
        RuleCheck.AgainstFormula(RuleCheck.Node("Cos", 1), Math.Cos, 0);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("tanh")]
    [ChecksRule("Gelu")]
    public void Gelu(string approximate) => RuleCheck.AgainstFormula(
        RuleCheck.Node("Gelu", 1, Attributes.Text("approximate", approximate)),
        x => approximate == "tanh" ? .5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (.044715 * x * x * x)))) : .5 * x * (1 + Erf(x / Math.Sqrt(2))),
        0,
        opset: 20);

    [Theory]
    [InlineData(new long[] { 3 })]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 2, 1 })]
    [ChecksRule("PRelu")]
    public void PRelu(long[] slope) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("PRelu", 2), [RuleInput.Off0(.7, -1, 2, 3), RuleInput.Numbers(.1, .5, slope)], seed: 5, RuleCheckOptions.SingleLinear);

    /// <summary>By its series: all digits of double precision for arguments as small as these.</summary>
    private static double Erf(double x)
    {
        (var term, var sum) = (x, x);
        for (var n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return sum * 2 / Math.Sqrt(Math.PI);
    }
}
