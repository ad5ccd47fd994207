using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class DropoutRuleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(.25f)]
    [InlineData(.9f)]
    [ChecksRule("Dropout")]
    public void Gradients_pass_where_the_mask_lets_values_pass(float ratio)
    {
        RuleInput[] inputs = [RuleInput.Of(-1, 3, 2), RuleInput.Fixed(Tensors.Scalar(ratio, ElementType.Float))];
        var node = RuleCheck.Node("Dropout", 2);
        RuleCheck.AgainstFiniteDifferences(node, inputs, 1, new RuleCheckOptions { Batch = 6 });
        RuleCheck.AgainstFiniteDifferences(node, inputs, 1, new RuleCheckOptions { IsTraining = false });
        RuleCheck.ForwardIsTheOperator(node, inputs, 2, RuleCheckOptions.SingleLinear with { IsTraining = false });
    }

    [Fact]
    public void What_the_mask_drops_is_0_and_the_rest_is_scaled()
    {
        using var step = RuleStep.Of(RuleCheck.Node("Dropout", 1), [RuleInput.Of(-1, 50)], new RuleCheckOptions { Batch = 2 });
        step.Draw(new Random(1));
        var outputs = step.Outputs()[0];
        Assert.All(step.Values["a"].Zip(outputs), static pair => Assert.True(pair.Second == 0 || pair.Second == 2 * pair.First));
        Assert.InRange(outputs.Count(static value => value == 0), 30, 70);
    }
}
