using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class GemmRuleTests
{
    [Theory]
    [ChecksRule("Gemm")]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Gradients_are_those_by_finite_differences(bool left, bool right)
    {
        AttributesAre(left, right, 1, 1, [3]);
        AttributesAre(left, right, .5f, -2, []);
        AttributesAre(left, right, 2, .25f, [1, 3]);
        AttributesAre(left, right, 1, 3, [5, 1]);
    }

    private static void AttributesAre(bool left, bool right, float alpha, float beta, long[] bias) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("Gemm", 3, Attributes.Int("transA", left ? 1 : 0), Attributes.Int("transB", right ? 1 : 0), Attributes.Float("alpha", alpha), Attributes.Float("beta", beta)),
        [left ? RuleInput.Of(4, 5) : RuleInput.Of(5, 4), right ? RuleInput.Of(3, 4) : RuleInput.Of(4, 3), RuleInput.Of(bias)],
        seed: 1);
}
