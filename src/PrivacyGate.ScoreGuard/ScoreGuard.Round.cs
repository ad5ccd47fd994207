using System.Diagnostics.Contracts;
using PrivacyGate.Guards;

namespace PrivacyGate;

/// <content>Round.</content>
public static partial class ScoreGuard
{
    /// <summary>Rounds each score to so many decimal digits, half to even, without scaling them to a sum of 1 again. No score overtakes another; some become equal.</summary>
    /// <param name="scores">Scores of one record, one for each class; logits too. They stay as they are.</param>
    /// <param name="digits">From 0 to 6. Two are a good start; six hide nothing.</param>
    /// <returns>The guarded scores; none for none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    /// <exception cref="ArgumentException">A score is no finite number.</exception>
    [Pure]
    public static float[] Round(float[] scores, int digits) => Guarded.Copy(scores, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    [Pure]
    public static float[] Round(ReadOnlySpan<float> scores, int digits) => Guarded.Copy(scores, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    [Pure]
    public static float[] Round(ReadOnlyMemory<float> scores, int digits) => Guarded.Copy(scores.Span, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    /// <param name="scores">The score of each class, as ZipMap gives them. They stay as they are; where order decides, it is that of the pairs.</param>
    [Pure]
    public static Dictionary<TKey, float> Round<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores, int digits)
        where TKey : notnull =>
        Guarded.Map(scores, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    /// <param name="destination">Where the guarded scores go: as long as <paramref name="scores"/> or longer, and the same memory at will. Nothing is allocated.</param>
    public static void Round(ReadOnlySpan<float> scores, int digits, Span<float> destination) => Guarded.Into(scores, destination, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    /// <param name="scores">Scores of one record, one for each class; logits too. They are replaced. Nothing is allocated.</param>
    public static void RoundInPlace(Span<float> scores, int digits) => Guarded.InPlace(scores, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    /// <param name="scores">Scores of many records, one record after the other.</param>
    /// <param name="classes">How many scores each record has.</param>
    [Pure]
    public static float[] RoundRows(ReadOnlySpan<float> scores, int classes, int digits) => Guarded.CopyRows(scores, classes, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    /// <param name="scores">Scores of many records, one record after the other. They are replaced. Nothing is allocated.</param>
    /// <param name="classes">How many scores each record has.</param>
    public static void RoundRowsInPlace(Span<float> scores, int classes, int digits) => Guarded.RowsInPlace(scores, classes, new RoundGuard(digits));

    /// <inheritdoc cref="Round(float[], int)"/>
    /// <param name="score">The only score of a record, such as the probability of a binary classifier.</param>
    [Pure]
    public static float Round(float score, int digits)
    {
        Span<float> one = stackalloc float[] { score };
        RoundInPlace(one, digits);
        return one[0];
    }
}
