using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Tests.Training.Parameters;

public class RandomStreamTests
{
    /// <summary>The numbers the authors' C code gives from this state; also the test vector of Rust's rand_xoshiro.</summary>
    [Fact]
    public void Numbers_are_xoshiro256_star_stars()
    {
        var random = new RandomStream([1, 2, 3, 4]);
        ulong[] wanted = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576];
        Assert.Equal(wanted, wanted.Select(_ => random.Next()));
    }

    [Fact]
    public void Streams_of_one_seed_and_different_purposes_differ()
    {
        ulong[] first = [.. Enumerable.Range(0, 50).Select(purpose => new RandomStream(7, (ulong)purpose).Next())];
        Assert.Equal(50, first.Distinct().Count());
        Assert.Equal(new RandomStream(7, 3).Next(), first[3]);
        Assert.NotEqual(new RandomStream(8, 3).Next(), first[3]);
    }

    [Fact]
    public void Every_order_of_four_is_equally_likely()
    {
        var random = new RandomStream(1, 1);
        var counts = new Dictionary<int, int>();
        const int draws = 24_000;
        for (var i = 0; i < draws; i++)
        {
            int[] items = [1, 2, 3, 4];
            random.Shuffle(items);
            var order = (items[0] * 1000) + (items[1] * 100) + (items[2] * 10) + items[3];
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Chi-squared with 23 degrees of freedom stays below 49.7 in 99.9 % of draws.
        Assert.Equal(24, counts.Count);
        Assert.True(counts.Values.Sum(static count => Math.Pow(count - 1000, 2) / 1000) < 49.7);
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_deviation_1()
    {
        var random = new RandomStream(2, 1);
        double[] drawn = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, drawn.Average(), .02);
        Assert.Equal(1, drawn.Average(static value => value * value), .03);
        Assert.Equal(3, drawn.Average(static value => value * value * value * value), .2);
    }
}
