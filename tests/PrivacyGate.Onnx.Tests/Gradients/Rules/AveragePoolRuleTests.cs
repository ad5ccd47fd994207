using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class AveragePoolRuleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [ChecksRule("AveragePool")]
    public void Gradients_over_random_windows_are_those_by_finite_differences(bool withPads)
    {
        var random = new Random(6);
        for (var trial = 0; trial < 40; trial++)
        {
            var rank = 1 + (trial % 2);
            long[] kernel = Draw(rank, 1, 4), strides = Draw(rank, 1, 4);
            long[] begin = [.. kernel.Select(taps => random.NextInt64((taps / 2) + 1))], end = [.. kernel.Select(taps => random.NextInt64((taps / 2) + 1))];
            var roundsUp = trial % 3 == 0;
            long[] image = [.. kernel.Select(taps => taps + random.Next(4))];
            if (roundsUp && MaxPoolRuleTests.PadsOnly(image, kernel, strides, [.. kernel.Select(static _ => 1L)], begin, end))
            {
                continue;
            }

            Check(
                17,
                [-1, 2, .. image],
                kernel,
                Attributes.Ints("strides", strides),
                Attributes.Ints("pads", [.. begin, .. end]),
                Attributes.Int("count_include_pad", withPads ? 1 : 0),
                Attributes.Int("ceil_mode", roundsUp ? 1 : 0));
        }

        long[] Draw(int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(low, high))];
    }

    [Fact]
    public void Taps_apart_have_gradients_too()
    {
        Check(19, [-1, 2, 7, 6], [2, 3], Attributes.Ints("dilations", 3, 2));
        Check(19, [-1, 2, 7, 6], [2, 3], Attributes.Ints("dilations", 2, 1), Attributes.Ints("pads", 1, 1, 1, 1), Attributes.Int("count_include_pad", 1));
    }

    [Theory]
    [InlineData("SAME_UPPER", 0)]
    [InlineData("SAME_UPPER", 1)]
    [InlineData("SAME_LOWER", 0)]
    [InlineData("SAME_LOWER", 1)]
    [InlineData("VALID", 1)]
    public void Automatic_pads_are_those_of_the_operator(string mode, int withPads) => Check(
        17, [-1, 2, 5, 6], [2, 3], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", 2, 2), Attributes.Int("count_include_pad", withPads));

    private static void Check(long opset, long[] input, long[] kernel, params AttributeProto[] attributes) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("AveragePool", 1, [Attributes.Ints("kernel_shape", kernel), .. attributes]),
        [RuleInput.Of(input)],
        seed: 1,
        RuleCheckOptions.SingleLinear with { Batch = 2, Opset = opset });
}
