namespace PrivacyGate.GuardTests;

public sealed class FormTests
{
    [Fact]
    public void The_index_and_the_key_of_the_largest_score_are_those_of_the_first_one()
    {
        Assert.Equal(1, ScoreGuard.ArgMax([0.1f, 0.45f, 0.45f]));
        Assert.Equal(1, ScoreGuard.ArgMax(new[] { -3f, -1f, -2f }.AsMemory()));
        Assert.Equal("b", ScoreGuard.ArgMax(new Dictionary<string, float> { ["a"] = 0.1f, ["b"] = 0.45f, ["c"] = 0.45f }));
        Assert.Equal(7, ScoreGuard.ArgMax(new SortedDictionary<long, float> { [9] = 0.1f, [7] = 0.9f }));
        Assert.Throws<ArgumentException>(static () => ScoreGuard.ArgMax([]));
        Assert.Throws<ArgumentException>(static () => ScoreGuard.ArgMax([0, float.NaN]));
    }

    [Fact]
    public void A_dictionary_keeps_its_keys_their_order_and_its_comparer()
    {
        var guarded = ScoreGuard.Round(new Dictionary<string, float>(StringComparer.OrdinalIgnoreCase) { ["malignant"] = 0.987654f, ["benign"] = 0.012346f }, 2);
        Assert.Equal(["malignant", "benign"], guarded.Keys);
        Assert.Equal(0.99f, guarded["MALIGNANT"]);
    }

    [Fact]
    public void A_single_probability_is_rounded_half_to_even()
    {
        Assert.Equal(0.12f, ScoreGuard.Round(0.125f, 2));
        Assert.Equal(0.38f, ScoreGuard.Round(0.375f, 2));
        Assert.Equal(1f, ScoreGuard.Round(0.9999f, 2));
        Assert.Throws<ArgumentException>(static () => ScoreGuard.Round(float.NaN, 2));
    }

    [Fact]
    public void A_destination_may_be_the_same_memory_or_longer()
    {
        float[] scores = [0.123f, 0.877f];
        ScoreGuard.Round(scores, 1, scores);
        Assert.Equal([0.1f, 0.9f], scores);
        float[] longer = [5, 5, 5];
        ScoreGuard.Round(scores, 1, longer);
        Assert.Equal([0.1f, 0.9f, 5], longer);
    }

    [Fact]
    public void Spans_are_guarded_without_allocating()
    {
        foreach (var guard in Probes)
        {
            var scores = Rows.Of(new Random(5), 40);
            var destination = new float[40];
            guard(scores, destination);
            var before = GC.GetAllocatedBytesForCurrentThread();
            guard(scores, destination);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static readonly IReadOnlyList<Action<float[], float[]>> Probes =
    [
        static (s, d) => { ScoreGuard.Round(s, 2, d); ScoreGuard.RoundInPlace(d, 1); ScoreGuard.RoundRowsInPlace(d, 10, 1); },
        static (s, d) => { ScoreGuard.TopK(s, 5, true, d); ScoreGuard.TopKInPlace(d, 5); ScoreGuard.TopKRowsInPlace(d, 10, 5); },
        static (s, d) => { ScoreGuard.LabelOnly(s, d); ScoreGuard.LabelOnlyInPlace(d); ScoreGuard.LabelOnlyRowsInPlace(d, 10); },
        static (s, d) => { ScoreGuard.OrderOnly(s, d); ScoreGuard.OrderOnlyInPlace(d); ScoreGuard.OrderOnlyRowsInPlace(d, 10); },
        static (s, d) => { ScoreGuard.Temperature(s, 2, d); ScoreGuard.TemperatureInPlace(d, 2); ScoreGuard.TemperatureRowsInPlace(d, 10, 2); },
        static (s, d) => { ScoreGuard.Clip(s, 0.01f, 0.9f, d); ScoreGuard.ClipInPlace(d, 0.01f, 0.9f); ScoreGuard.ClipRowsInPlace(d, 10, 0.01f, 0.9f); },
        static (s, d) => { ScoreGuard.Noise(s, 0.1f, 1, d); ScoreGuard.NoiseInPlace(d, 0.1f, 1); ScoreGuard.NoiseRowsInPlace(d, 10, 0.1f, 1); },
    ];
}
