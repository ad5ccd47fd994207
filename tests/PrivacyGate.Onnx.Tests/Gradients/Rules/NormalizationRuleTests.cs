using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class NormalizationRuleTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2)]
    [ChecksRule("LayerNormalization")]
    public void Layer_normalisation_has_the_gradients_by_finite_differences(int axis)
    {
        long[] shape = [-1, 3, 4], normalised = axis == 1 ? [3, 4] : [4];
        var node = RuleCheck.Node("LayerNormalization", 3, Attributes.Int("axis", axis), Attributes.Float("epsilon", 1e-3f));
        RuleCheck.AgainstFiniteDifferences(node, [RuleInput.Of(shape), RuleInput.Of(normalised), RuleInput.Of(normalised)], 1);
        RuleCheck.ForwardIsTheOperator(node, [RuleInput.Of(shape), RuleInput.Of(normalised), RuleInput.Of(normalised)], 2, RuleCheckOptions.SingleCurved);
        var unshifted = RuleCheck.Node("LayerNormalization", 2, Attributes.Int("axis", axis));
        RuleCheck.AgainstFiniteDifferences(unshifted, [RuleInput.Of(shape), RuleInput.Of(normalised)], 3);
    }

    [Theory]
    [InlineData(new long[] { 6 })]
    [InlineData(new long[] { 3, 2 })]
    [ChecksRule("InstanceNormalization")]
    public void Instance_normalisation_has_the_gradients_by_finite_differences(long[] image)
    {
        var node = RuleCheck.Node("InstanceNormalization", 3, Attributes.Float("epsilon", 1e-2f));
        RuleInput[] inputs = [RuleInput.Of([-1, 3, .. image]), RuleInput.Of(3), RuleInput.Of(3)];
        RuleCheck.AgainstFiniteDifferences(node, inputs, 1, RuleCheckOptions.SingleCurved);
        RuleCheck.ForwardIsTheOperator(node, inputs, 2, RuleCheckOptions.SingleCurved);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [ChecksRule("GroupNormalization")]
    public void Group_normalisation_has_the_gradients_by_finite_differences(int groups)
    {
        var node = RuleCheck.Node("GroupNormalization", 3, Attributes.Int("num_groups", groups), Attributes.Float("epsilon", 1e-2f));
        RuleInput[] inputs = [RuleInput.Of(-1, 4, 3, 2), RuleInput.Of(4), RuleInput.Of(4)];
        RuleCheckOptions options = new() { Opset = 21 };
        RuleCheck.AgainstFiniteDifferences(node, inputs, 1, options);
        RuleCheck.ForwardIsTheOperator(node, inputs, 2, RuleCheckOptions.SingleCurved with { Opset = 21 });
    }
}
