using System.Globalization;

namespace PrivacyGate.Guards;

/// <summary>
/// Adds to each score a number from [-amplitude, amplitude), drawn from a hash of all scores and the seed; sets what falls below 0 to 0;
/// lets the class that had the largest score keep it; scales to a sum of 1.
/// </summary>
internal readonly struct NoiseGuard : IGuard
{
    private readonly double amplitude;
    private readonly ulong seed;

    public NoiseGuard(float amplitude, ulong seed)
    {
        if (!(amplitude is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(amplitude), amplitude.ToString(CultureInfo.InvariantCulture), "The amplitude must be above 0 and at most 1.");
        }

        (this.amplitude, this.seed) = (amplitude, seed);
    }

    public bool NeedsProbabilities => true;

    public void CheckClasses(int classes) => Scores.CheckEveryClass(classes);

    public void Apply(Span<float> scores)
    {
        var label = Scores.ArgMax(scores);
        var hash = HashOf(scores);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)Math.Max(0, scores[i] + (amplitude * Draw(hash, i)));
        }

        GiveBackFirstPlace(scores, label);
        Scores.Normalise(scores);
        var others = LargestOther(scores, label);
        scores[label] = scores[label] > others ? scores[label] : Scores.Next(others);
    }

    private ulong HashOf(ReadOnlySpan<float> scores)
    {
        var hash = new SipHash(seed, 0);
        foreach (var score in scores)
        {
            hash.Add(Scores.Bits(score));
        }

        return hash.Finish();
    }

    /// <summary>From [-1, 1), by the upper 53 bits.</summary>
    private double Draw(ulong record, int index)
    {
        var hash = new SipHash(seed, 1);
        hash.Add(record);
        hash.Add((uint)index);
        return ((hash.Finish() >> 11) * (1.0 / (1UL << 52))) - 1;
    }

    private static void GiveBackFirstPlace(Span<float> scores, int label)
    {
        var first = Scores.ArgMax(scores);
        if (scores[first] == 0)
        {
            scores[label] = 1;
            return;
        }

        (scores[first], scores[label]) = (scores[label], scores[first]);
    }

    private static float LargestOther(ReadOnlySpan<float> scores, int label) =>
        Math.Max(Largest(scores.Slice(0, label)), Largest(scores.Slice(label + 1)));

    private static float Largest(ReadOnlySpan<float> scores) => scores.IsEmpty ? 0 : scores[Scores.ArgMax(scores)];
}
