namespace PrivacyGate.GuardTests;

/// <summary>Probabilities of one record, always the same: sharp and flat ones, with ties and zeros.</summary>
internal static class Rows
{
    public static IEnumerable<float[]> Probabilities(int count, int seed = 1)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Of(random, 2 + random.Next(i % 10 == 0 ? 200 : 12));
        }
    }

    /// <summary>As many scores as classes, which add up to about 1.</summary>
    public static float[] Of(Random random, int classes)
    {
        var sharpness = random.NextDouble() * 12;
        var parts = Enumerable.Range(0, classes).Select(_ => Math.Exp(sharpness * (random.NextDouble() - 0.5) * 2)).ToArray();
        if (random.Next(4) == 0)
        {
            parts[random.Next(classes)] = parts[random.Next(classes)];
        }

        if (random.Next(4) == 0)
        {
            parts[random.Next(classes)] = 0;
        }

        var sum = Math.Max(parts.Sum(), 1e-9);
        return [.. parts.Select(part => (float)(part / sum))];
    }

    public static int FirstLargest(float[] scores) => Array.IndexOf(scores, scores.Max());
}
