using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class ConvTransposeRuleTests
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(3, 5, 1)]
    [InlineData(2, 16, 1)]
    [InlineData(4, 6, 2)]
    [InlineData(3, 3, 3)]
    public void Gradients_of_any_number_of_channels_and_groups_are_those_by_finite_differences(int channels, int units, int groups)
    {
        Check([-1, channels, 4, 3], [channels, units / groups, 3, 2], Attributes.Int("group", groups), Attributes.Ints("pads", 1, 0, 1, 1));
        Check([-1, channels, 4], [channels, units / groups, 3], Attributes.Int("group", groups), Attributes.Ints("strides", 2));
    }

    [Fact]
    [ChecksRule("ConvTranspose")]
    public void Gradients_over_random_windows_are_those_by_finite_differences()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 30; trial++)
        {
            var rank = 1 + (trial % 2);
            long[] kernel = Draw(rank, 1, 4), dilations = Draw(rank, 1, 3), strides = Draw(rank, 1, 4), image = Draw(rank, 2, 5);
            long[] begin = [.. kernel.Select(taps => random.NextInt64(taps))], end = [.. kernel.Select(taps => random.NextInt64(taps))];
            Check(
                [-1, 2, .. image],
                [2, 3, .. kernel],
                Attributes.Ints("strides", strides),
                Attributes.Ints("dilations", dilations),
                Attributes.Ints("pads", [.. begin, .. end]),
                Attributes.Ints("output_padding", [.. strides.Select(step => random.NextInt64(step))]));
        }

        long[] Draw(int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(low, high))];
    }

    [Theory]
    [InlineData("SAME_UPPER")]
    [InlineData("SAME_LOWER")]
    [InlineData("VALID")]
    public void Automatic_pads_are_those_of_the_operator(string mode)
    {
        Check([-1, 2, 4, 3], [2, 3, 4, 3], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", 2, 1));
        Check([-1, 2, 4, 3], [2, 3, 3, 4], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", 1, 2));
    }

    [Theory]
    [InlineData("NOTSET", 8, 9)]
    [InlineData("NOTSET", 7, 6)]
    [InlineData("SAME_UPPER", 7, 6)]
    [InlineData("SAME_LOWER", 7, 6)]
    public void An_output_shape_settles_the_pads(string mode, int height, int width) => Check(
        [-1, 2, 4, 4], [2, 3, 3, 4], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", 2, 2), Attributes.Ints("output_shape", height, width));

    private static void Check(long[] input, long[] kernel, params AttributeProto[] attributes) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("ConvTranspose", 3, attributes),
        [RuleInput.Of(input), RuleInput.Of(kernel), RuleInput.Of(kernel[1] * (attributes.FirstOrDefault(static attribute => attribute.Name == "group")?.I ?? 1))],
        seed: 1,
        RuleCheckOptions.SingleLinear with { Batch = 2 });
}
