namespace PrivacyGate.GuardTests;

public sealed class NoiseTests
{
    [Fact]
    public void The_same_scores_and_seed_get_the_same_noise_and_any_other_bit_gets_another()
    {
        float[] scores = [0.5f, 0.3f, 0.2f];
        var noisy = ScoreGuard.Noise(scores, 0.1f, 7);
        Assert.Equal(noisy, ScoreGuard.Noise(scores, 0.1f, 7));
        Assert.NotEqual(noisy, ScoreGuard.Noise(scores, 0.1f, 8));
        Assert.NotEqual(noisy, ScoreGuard.Noise([0.5f, 0.3f, MathF.BitIncrement(0.2f)], 0.1f, 7));
    }

    /// <summary>Two classes with so large a gap that neither falls below 0 nor changes places: the difference of the answers is the noise.</summary>
    [Fact]
    public void Noise_stays_within_its_amplitude_and_is_uniform()
    {
        const float Amplitude = 0.05f;
        var random = new Random(11);
        var draws = new List<double>();
        for (var i = 0; i < 4_000; i++)
        {
            var first = 0.7f + ((float)random.NextDouble() * 0.2f);
            float[] scores = [first, 1 - first];
            var noisy = ScoreGuard.Noise(scores, Amplitude, 3);
            // p0 = (s0 + e0) / (1 + e0 + e1) lies between the two corners e0 = -e1 = -+Amplitude.
            Assert.InRange(noisy[0], (first - Amplitude) - 1e-6, (first + Amplitude) + 1e-6);
            draws.Add((noisy[0] - first) / Amplitude);
        }

        Assert.Equal(0, draws.Average(), 0.03);
        Assert.True(draws.Max() > 0.9 && draws.Min() < -0.9, $"draws lie between {draws.Min()} and {draws.Max()}");
    }

    [Fact]
    public void Where_noise_takes_every_score_the_label_stays()
    {
        var guarded = Enumerable.Range(0, 500).Select(static seed => ScoreGuard.Noise([0.5f, 0.5f], 1, (ulong)seed)).ToList();
        Assert.Contains(guarded, static scores => scores is [1, 0]);
        Assert.All(guarded, static scores => Assert.True(scores[0] > scores[1]));
    }
}
