using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class ShapeRuleTests
{
    [Fact]
    [ChecksRule("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity")]
    public void The_same_numbers_along_other_axes()
    {
        Check(RuleCheck.Node("Reshape", 2), RuleInput.Of(-1, 2, 3), RuleInput.Integers(0, 6));
        Check(RuleCheck.Node("Reshape", 2), RuleInput.Of(-1, 2, 3), RuleInput.Integers(-1, 3));
        Check(RuleCheck.Node("Reshape", 2), RuleInput.Of(2, 3), RuleInput.Integers(3, 2));
        Check(RuleCheck.Node("Flatten", 1), RuleInput.Of(-1, 2, 3));
        Check(RuleCheck.Node("Flatten", 1, Attributes.Int("axis", 2)), RuleInput.Of(-1, 2, 3));
        Check(RuleCheck.Node("Squeeze", 2), RuleInput.Of(-1, 1, 3, 1), RuleInput.Integers(1, -1));
        Check(RuleCheck.Node("Squeeze", 1), RuleInput.Of(1, 1, 3));
        Check(RuleCheck.Node("Unsqueeze", 2), RuleInput.Of(-1, 3), RuleInput.Integers(0, -1));
        Check(RuleCheck.Node("Identity", 1), RuleInput.Of(-1, 3));
    }

    [Fact]
    [ChecksRule("Transpose")]
    public void Axes_in_another_order()
    {
        Check(RuleCheck.Node("Transpose", 1), RuleInput.Of(-1, 2, 3));
        Check(RuleCheck.Node("Transpose", 1, Attributes.Ints("perm", 2, 0, 1)), RuleInput.Of(-1, 2, 3));
        Check(RuleCheck.Node("Transpose", 1, Attributes.Ints("perm", 0, 2, 1, 3)), RuleInput.Of(-1, 2, 3, 2));
    }

    [Fact]
    [ChecksRule("Concat")]
    public void Values_one_after_the_other()
    {
        Check(RuleCheck.Node("Concat", 3, Attributes.Int("axis", 1)), RuleInput.Of(-1, 2, 3), RuleInput.Of(-1, 1, 3).Kept(), RuleInput.Of(-1, 4, 3));
        Check(RuleCheck.Node("Concat", 2, Attributes.Int("axis", -1)), RuleInput.Of(-1, 2), RuleInput.Of(-1, 3));
        Check(RuleCheck.Node("Concat", ["a", "a"], ["y"], Attributes.Int("axis", 1)), RuleInput.Of(-1, 2));
    }

    [Fact]
    [ChecksRule("Split")]
    public void Parts()
    {
        Check(RuleCheck.Node("Split", ["a", "b"], ["y", "z", "u"], Attributes.Int("axis", 1)), RuleInput.Of(-1, 6, 2), RuleInput.Integers(1, 2, 3));
        Check(RuleCheck.Node("Split", ["a"], ["y", "z"], Attributes.Int("axis", -1)), RuleInput.Of(-1, 4));
    }

    [Fact]
    public void A_part_nothing_uses_gets_zeros()
    {
        var node = RuleCheck.Node("Split", ["a"], ["y", "z"], Attributes.Int("axis", 1));
        using var step = RuleStep.Of(node, [RuleInput.Of(-1, 4)], new RuleCheckOptions(), used: ["z"]);
        step.Draw(new Random(1));
        var weights = step.Values["weight/z"];
        Assert.Equal([0, 0, weights[0], weights[1], 0, 0, weights[2], weights[3]], step.Gradients()["a"][..8]);
    }

    [Theory]
    [InlineData(new long[] { 1 }, new long[] { 3 }, new long[] { 1 }, new long[] { 1 })]
    [InlineData(new long[] { -3, 0 }, new long[] { long.MaxValue, 2 }, new long[] { 1, -1 }, new long[] { 1, 1 })]
    [InlineData(new long[] { 0 }, new long[] { 5 }, new long[] { 1 }, new long[] { 2 })]
    [InlineData(new long[] { -1 }, new long[] { long.MinValue }, new long[] { 1 }, new long[] { -1 })]
    [InlineData(new long[] { 3 }, new long[] { 0 }, new long[] { 1 }, new long[] { -2 })]
    [InlineData(new long[] { 0, 1 }, new long[] { long.MaxValue, 4 }, new long[] { 0, 1 }, new long[] { 1, 2 })]
    [ChecksRule("Slice")]
    public void A_slice(long[] starts, long[] ends, long[] axes, long[] steps)
    {
        Check(
            RuleCheck.Node("Slice", 5), RuleInput.Of(-1, 5, 4),
            RuleInput.Integers(starts), RuleInput.Integers(ends), RuleInput.Integers(axes), RuleInput.Integers(steps));
        if (steps.All(static step => step == 1))
        {
            Check(RuleCheck.Node("Slice", 4), RuleInput.Of(-1, 5, 4), RuleInput.Integers(starts), RuleInput.Integers(ends), RuleInput.Integers(axes));
        }
    }

    [Fact]
    [ChecksRule("Pad")]
    public void A_padded_value()
    {
        Check(RuleCheck.Node("Pad", 2), RuleInput.Of(-1, 3, 4), RuleInput.Integers(0, 1, 2, 0, 0, 3));
        Check(RuleCheck.Node("Pad", 2), RuleInput.Of(-1, 3, 4), RuleInput.Integers(0, -1, 2, 0, 1, -2));
        Check(RuleCheck.Node("Pad", 2), RuleInput.Of(-1, 3), RuleInput.Integers(0, 0, 0, 0));
        Check(RuleCheck.Node("Pad", 3), RuleInput.Of(-1, 3), RuleInput.Integers(0, 1, 0, 1), RuleInput.Fixed(Tensors.Scalar(7, ElementType.Double)));
    }

    [Fact]
    [ChecksRule("Expand", "Where")]
    public void Repeated_and_chosen()
    {
        Check(RuleCheck.Node("Expand", 2), RuleInput.Of(-1, 1, 3), RuleInput.Integers(1, 2, 1));
        Check(RuleCheck.Node("Expand", 2), RuleInput.Of(2, 1), RuleInput.Integers(3, 2, 4));
        TensorProto chosen = new() { DataType = ElementType.Bool, Dims = { 3 }, Int32Data = { 1, 0, 1 } };
        Check(RuleCheck.Node("Where", 3), RuleInput.Fixed(chosen), RuleInput.Of(-1, 3), RuleInput.Of(3));
        Check(RuleCheck.Node("Where", 3), RuleInput.Fixed(chosen), RuleInput.Of(1), RuleInput.Of(-1, 1));
    }

    [Fact]
    [ChecksRule("Cast")]
    public void A_cast_to_the_same_type() => Check(RuleCheck.Node("Cast", 1, Attributes.Int("to", ElementType.Double)), RuleInput.Of(-1, 3));

    private static void Check(NodeProto node, params RuleInput[] inputs) => RuleCheck.AgainstFiniteDifferences(node, inputs, seed: 1);
}
