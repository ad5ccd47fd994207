using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Training.Batches;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Tests.Training.Batches;

public class MaskColumnTests
{
    [Theory]
    [InlineData(.1f)]
    [InlineData(.5f)]
    [InlineData(.9f)]
    public void Dropped_share_and_mean_are_right(float ratio)
    {
        var drawn = Draw(ratio, seed: 1, steps: 20);
        var zeros = drawn.Count(static value => value == 0) / (double)drawn.Length;
        Assert.Equal(ratio, zeros, .01);
        Assert.Equal(1, drawn.Average(), .05);
        Assert.All(drawn, value => Assert.True(value == 0 || value == 1 / (1 - ratio)));
    }

    [Fact]
    public void A_ratio_of_nothing_drops_nothing() => Assert.All(Draw(0, 1, 1), static value => Assert.Equal(1, value));

    [Fact]
    public void Every_step_draws_anew_and_a_seed_draws_the_same_again()
    {
        var drawn = Draw(.5f, 3, 2);
        Assert.NotEqual(drawn[..(drawn.Length / 2)], drawn[(drawn.Length / 2)..]);
        Assert.Equal(drawn, Draw(.5f, 3, 2));
        Assert.NotEqual(drawn, Draw(.5f, 4, 2));
    }

    [Fact]
    public void Neighbours_have_nothing_to_do_with_each_other()
    {
        var drawn = Draw(.5f, 5, 20);
        for (var distance = 1; distance <= 16; distance++)
        {
            double product = Enumerable.Range(0, drawn.Length - distance).Average(i => (drawn[i] - 1) * (drawn[i + distance] - 1));
            Assert.Equal(0, product, .03);
        }
    }

    [Fact]
    public void Parts_of_a_batch_get_the_masks_of_the_whole()
    {
        var whole = Draw(.5f, 6, 2)[(15 * 7 * 19)..];
        var column = Seeded(.5f, 6, recordsAtOnce: 4);
        column.Draw(15);
        column.Draw(15);
        var parts = new List<float>();
        for (var first = 0; first < 15; first += 4)
        {
            var rows = Math.Min(4, 15 - first);
            using var tensor = column.Tensor(rows);
            column.Feed(first, rows);
            parts.AddRange(tensor.GetTensorDataAsSpan<float>());
        }

        Assert.Equal(whole, parts);
    }

    private static MaskColumn Seeded(float ratio, ulong seed, int recordsAtOnce)
    {
        var column = new MaskColumn(new DropoutMask("mask", [7, 19], ratio), 16, recordsAtOnce);
        column.Seed(new RandomStream(seed, RandomPurpose.DropoutMasks));
        return column;
    }

    private static float[] Draw(float ratio, ulong seed, int steps)
    {
        var column = Seeded(ratio, seed, recordsAtOnce: 16);
        using var tensor = column.Tensor(15);
        var all = new List<float>();
        for (var step = 0; step < steps; step++)
        {
            column.Draw(15);
            column.Feed(0, 15);
            all.AddRange(tensor.GetTensorDataAsSpan<float>());
        }

        return [.. all];
    }
}
