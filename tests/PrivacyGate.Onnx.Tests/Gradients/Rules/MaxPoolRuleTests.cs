using PrivacyGate.Onnx.Gradients.Rules;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class MaxPoolRuleTests
{
    /// <summary>Windows that tile the image have a fast form in single precision, all others a general one.</summary>
    private static readonly RuleCheckOptions Single = RuleCheckOptions.SingleCurved with { Step = .004, Tolerance = 2e-3, Batch = 3 };

    [Fact]
    [ChecksRule("MaxPool")]
    public void Gradients_over_random_windows_are_those_by_finite_differences()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 40; trial++)
        {
            var rank = 1 + (trial % 2);
            long[] kernel = Draw(rank, 1, 4), dilations = Draw(rank, 1, 3), strides = Draw(rank, 1, 4);
            long[] begin = [.. kernel.Select(taps => random.NextInt64((taps / 2) + 1))], end = [.. kernel.Select(taps => random.NextInt64((taps / 2) + 1))];
            var roundsUp = trial % 3 == 0;
            long[] image = [.. kernel.Zip(dilations, (taps, apart) => ((taps - 1) * apart) + 1 + random.Next(4))];
            if (roundsUp && PadsOnly(image, kernel, strides, dilations, begin, end))
            {
                continue;
            }

            Check(
                new RuleCheckOptions { Batch = 2 },
                [-1, 2, .. image],
                kernel,
                Attributes.Ints("strides", strides),
                Attributes.Ints("dilations", dilations),
                Attributes.Ints("pads", [.. begin, .. end]),
                Attributes.Int("ceil_mode", roundsUp ? 1 : 0));
        }

        long[] Draw(int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(low, high))];
    }

    [Theory]
    [InlineData(2, 2, 4, 6)]
    [InlineData(2, 2, 5, 7)]
    [InlineData(3, 3, 8, 6)]
    [InlineData(2, 3, 5, 9)]
    [InlineData(1, 2, 3, 4)]
    public void Windows_that_tile_the_image_agree_in_single_precision(int height, int width, int rows, int columns)
    {
        Check(Single, [-1, 2, rows, columns], [height, width], Attributes.Ints("strides", height, width));
        Check(Single, [-1, 3, columns], [width], Attributes.Ints("strides", width));
    }

    [Theory]
    [InlineData("SAME_UPPER")]
    [InlineData("SAME_LOWER")]
    [InlineData("VALID")]
    public void Automatic_pads_are_those_of_the_operator(string mode)
    {
        Check(new RuleCheckOptions(), [-1, 2, 5, 6], [2, 3], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", 2, 2));
        Check(Single, [-1, 2, 6, 6], [2, 3], Attributes.Text("auto_pad", mode), Attributes.Ints("strides", 2, 3));
    }

    [Theory]
    [InlineData(2, ElementType.Float, new double[] { 2, 2, 2, 2, 0, 3, 3, 0, 0, 0, 5, 0 })]
    [InlineData(2, ElementType.Double, new double[] { 8, 0, 0, 0, 0, 6, 0, 0, 0, 0, 5, 0 })]
    [InlineData(1, ElementType.Float, new double[] { 8, 0, 0, 0, 0, 6, 0, 0, 0, 0, 5, 0 })]
    public void Values_that_tie_share_the_gradient_or_the_first_gets_it(int stride, int type, double[] expected)
    {
        var node = RuleCheck.Node("MaxPool", 1, Attributes.Ints("kernel_shape", 2, 2), Attributes.Ints("strides", stride, stride));
        using var step = RuleStep.Of(node, [RuleInput.Of(-1, 1, 2, 2)], new RuleCheckOptions { ElementType = type, Batch = 3 });
        step.Draw(new Random(1));
        step.Values["a"] = [1, 1, 1, 1, 0, 3, 3, -1, -2, -2, -1, -2];
        step.Values["weight/y"] = [8, 6, 5];
        Assert.Equal(expected, step.Gradients()["a"]);
    }

    [Fact]
    public void The_place_of_the_largest_values_cannot_be_handed_on() =>
        Assert.Contains("where the largest values stand", new MaxPoolRule().Refusal(RuleCheck.Node("MaxPool", ["a"], ["y", "places"]), null!), StringComparison.Ordinal);

    [Theory]
    [InlineData(3, 1, 3, 0, 0)]
    [InlineData(5, 3, 3, 1, 1)]
    public void A_last_window_of_padding_only_is_refused(long image, long taps, long stride, long begin, long end)
    {
        var node = RuleCheck.Node(
            "MaxPool", 1, Attributes.Ints("kernel_shape", taps), Attributes.Ints("strides", stride), Attributes.Ints("pads", begin, end), Attributes.Int("ceil_mode", 1));
        Assert.True(PadsOnly([image], [taps], [stride], [1], [begin], [end]));
        var seen = (image + begin - 1) / stride + 1;
        Assert.Equal("rounds up to a window that sees padding only", SlidingWindow.PoolRefusal(node, [-1, 1, image], [-1, 1, seen]));
        Assert.Null(SlidingWindow.PoolRefusal(node, [-1, 1, image], [-1, 1, seen + 1]));
    }

    /// <summary>Whether the last window, its number rounded up, starts behind the image: ONNX Runtime drops it, and its own shape inference does not.</summary>
    internal static bool PadsOnly(long[] image, long[] kernel, long[] strides, long[] dilations, long[] begin, long[] end) => Enumerable.Range(0, image.Length).Any(axis =>
    {
        var room = image[axis] + begin[axis] + end[axis] - ((kernel[axis] - 1) * dilations[axis]) - 1;
        var last = (long)Math.Ceiling(room / (double)strides[axis]) * strides[axis];
        return last >= image[axis] + begin[axis];
    });

    private static void Check(RuleCheckOptions options, long[] input, long[] kernel, params AttributeProto[] attributes) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("MaxPool", 1, [Attributes.Ints("kernel_shape", kernel), .. attributes]), [Apart(input)], seed: 1, options);

    /// <summary>Numbers of which no two are closer than .01: at ties a difference quotient means nothing.</summary>
    internal static RuleInput Apart(params long[] shape)
    {
        HashSet<int> drawn = [];
        return new RuleInput(shape, random => Draw(random) / 100.0, true, null);

        int Draw(Random random)
        {
            var number = random.Next(-1000, 1000);
            while (!drawn.Add(number))
            {
                number = random.Next(-1000, 1000);
            }

            return number;
        }
    }
}
