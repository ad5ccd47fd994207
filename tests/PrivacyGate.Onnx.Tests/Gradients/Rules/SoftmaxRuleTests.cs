using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class SoftmaxRuleTests
{
    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    [ChecksRule("Softmax", "LogSoftmax")]
    public void Gradients_along_any_axis_are_those_by_finite_differences(string op)
    {
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 1), [RuleInput.Of(-1, 5)], 1);
        for (var axis = -3; axis < 3; axis++)
        {
            RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 1, Attributes.Int("axis", axis)), [RuleInput.Of(2, 3, 4)], 1);
        }
    }

    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public void Gradients_of_scores_far_apart_stay_numbers(string op)
    {
        using var step = RuleStep.Of(RuleCheck.Node(op, 1), [RuleInput.Of(-1, 3)], new RuleCheckOptions { ElementType = ElementType.Float, Batch = 1 });
        step.Draw(new Random(1));
        step.Values["a"] = [1000, -1000, 0];
        Assert.All(step.Gradients()["a"], static gradient => Assert.True(double.IsFinite(gradient)));
    }
}
