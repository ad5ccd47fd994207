using System.Globalization;
using System.Runtime.InteropServices;

namespace PrivacyGate;

/// <summary>What the guards share: checks, the arg-max, and scaling to a sum of 1.</summary>
internal static class Scores
{
    /// <summary>The largest magnitude of a score, so that none overflows when it is rounded to six digits.</summary>
    public const float Largest = 1e32f;

    /// <summary>The smallest normal float, 2^-126: what is divided by where a sum or a maximum is smaller.</summary>
    private const double Smallest = 1.1754943508222875e-38;

    /// <exception cref="ArgumentException">A score is not a finite number, or is below 0 where probabilities are needed.</exception>
    public static void Check(ReadOnlySpan<float> scores, bool probabilities)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (!(Math.Abs(scores[i]) <= Largest))
            {
                throw new ArgumentException($"scores[{i}] is {Text(scores[i])}; a score must be a number from -1E+32 to 1E+32.", nameof(scores));
            }

            if (probabilities && scores[i] < 0)
            {
                throw new ArgumentException($"scores[{i}] is {Text(scores[i])}; this guard needs probabilities, which are at least 0. Apply softmax to logits first.", nameof(scores));
            }
        }
    }

    /// <exception cref="ArgumentException">There is one score alone.</exception>
    public static void CheckEveryClass(int classes)
    {
        if (classes == 1)
        {
            throw new ArgumentException("There is one score for each record; this guard needs the scores of every class. Pass a single probability p as the two scores 1 - p and p, or round it.", nameof(classes));
        }
    }

    /// <summary>The position of the largest score; of equal ones the first.</summary>
    public static int ArgMax(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    /// <summary>Divides by the sum. The sum and the quotients are doubles, and each quotient is rounded to a float once. Zeros alone stay zeros.</summary>
    public static void Normalise(Span<float> scores)
    {
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += score;
        }

        sum = AtLeastSmallest(sum);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)(scores[i] / sum);
        }
    }

    public static double AtLeastSmallest(double divisor) => Math.Max(divisor, Smallest);

    /// <summary>The bits of each score. -0 has those of 0, which it equals.</summary>
    public static uint Bits(float score)
    {
        Span<float> one = stackalloc float[] { score + 0f };
        return MemoryMarshal.Cast<float, uint>(one)[0];
    }

    /// <summary>The smallest float above a score that is not below 0.</summary>
    public static float Next(float score)
    {
        Span<uint> one = stackalloc uint[] { Bits(score) + 1 };
        return MemoryMarshal.Cast<uint, float>(one)[0];
    }

    private static string Text(float score) => score.ToString(CultureInfo.InvariantCulture);
}
