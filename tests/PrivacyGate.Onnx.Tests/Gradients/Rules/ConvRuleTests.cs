using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

/// <summary>A convolution is linear in each of its inputs and has no double kernel: differences in single precision are exact but for rounding.</summary>
public class ConvRuleTests
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(16, 2, 1)]
    [InlineData(17, 3, 1)]
    [InlineData(4, 6, 2)]
    [InlineData(6, 3, 3)]
    [InlineData(4, 8, 4)]
    public void Gradients_of_any_number_of_channels_and_groups_are_those_by_finite_differences(int channels, int units, int groups)
    {
        Check([-1, channels, 5, 4], [units, channels / groups, 3, 2], Attributes.Int("group", groups), Attributes.Ints("pads", 1, 0, 1, 1));
        Check([2, channels, 6], [units, channels / groups, 3], Attributes.Int("group", groups), Attributes.Ints("pads", 1, 1));
    }

    [Fact]
    [ChecksRule("Conv")]
    public void Gradients_over_random_windows_are_those_by_finite_differences()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 40; trial++)
        {
            var rank = trial % 8 == 0 ? 3 : 1 + (trial % 2);
            var channels = new[] { 1, 2, 5, 16 }[random.Next(4)];
            long[] kernel = Draw(rank, 1, 4), dilations = Draw(rank, 1, 3), strides = Draw(rank, 1, 4), begin = Draw(rank, 0, 3), end = Draw(rank, 0, 3);
            long[] image = [.. kernel.Zip(dilations, (taps, apart) => ((taps - 1) * apart) + 1 + random.Next(4))];
            Check(
                [-1, channels, .. image],
                [random.Next(1, 4), channels, .. kernel],
                Attributes.Ints("strides", strides),
                Attributes.Ints("dilations", dilations),
                Attributes.Ints("pads", [.. begin, .. end]));
        }

        long[] Draw(int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(low, high))];
    }

    [Theory]
    [InlineData("SAME_UPPER", 1)]
    [InlineData("SAME_LOWER", 1)]
    [InlineData("SAME_UPPER", 2)]
    [InlineData("SAME_LOWER", 2)]
    [InlineData("SAME_LOWER", 3)]
    [InlineData("VALID", 2)]
    public void Automatic_pads_are_those_of_the_operator(string mode, int stride)
    {
        Check([-1, 2, 6, 5], [2, 2, 4, 2], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", stride, stride));
        Check([-1, 5, 7], [2, 5, 3], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", stride));
    }

    [Fact]
    public void A_convolution_without_bias_has_gradients_too() =>
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Conv", 2), [RuleInput.Of(-1, 2, 4, 4), RuleInput.Of(3, 2, 3, 3)], 5, RuleCheckOptions.SingleLinear with { Batch = 2 });

    private static void Check(long[] input, long[] kernel, params AttributeProto[] attributes) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("Conv", 3, attributes),
        [RuleInput.Of(input), RuleInput.Of(kernel), RuleInput.Of(kernel[0])],
        seed: 1,
        RuleCheckOptions.SingleLinear with { Batch = 2 });
}
