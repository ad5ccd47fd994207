using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class GlobalPoolRuleTests
{
    [Theory]
    [InlineData(new long[] { 5 })]
    [InlineData(new long[] { 3, 4 })]
    [InlineData(new long[] { 2, 3, 2 })]
    [ChecksRule("GlobalAveragePool", "GlobalMaxPool")]
    public void Gradients_are_those_by_finite_differences(long[] image)
    {
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("GlobalAveragePool", 1), [RuleInput.Of([-1, 2, .. image])], 1, RuleCheckOptions.SingleLinear);
        RuleCheck.AgainstFiniteDifferences(
            RuleCheck.Node("GlobalMaxPool", 1),
            [MaxPoolRuleTests.Apart([-1, 2, .. image])],
            1,
            RuleCheckOptions.SingleLinear with { Step = .004, Tolerance = 2e-3 });
    }

    [Fact]
    public void Values_that_tie_for_the_largest_share_the_gradient()
    {
        using var step = RuleStep.Of(RuleCheck.Node("GlobalMaxPool", 1), [RuleInput.Of(-1, 1, 4)], new RuleCheckOptions { ElementType = ElementType.Float, Batch = 2 });
        step.Draw(new Random(1));
        step.Values["a"] = [1, 1, 0, 1, -1, -2, -3, -1];
        step.Values["weight/y"] = [6, 5];
        Assert.Equal([2, 2, 0, 2, 2.5, 0, 0, 2.5], step.Gradients()["a"]);
    }
}
