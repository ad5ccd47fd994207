using System.Diagnostics.Contracts;
using PrivacyGate.Guards;

namespace PrivacyGate;

/// <content>LabelOnly.</content>
public static partial class ScoreGuard
{
    /// <summary>Sets the largest score to 1 and the others to 0. Of equal scores the one with the lower index is the largest.</summary>
    /// <param name="scores">Scores of one record, one for each class; logits too. They stay as they are.</param>
    /// <returns>The guarded scores; none for none.</returns>
    /// <exception cref="ArgumentException">A score is no finite number, or there is one alone.</exception>
    [Pure]
    public static float[] LabelOnly(float[] scores) => Guarded.Copy(scores, default(LabelGuard));

    /// <inheritdoc cref="LabelOnly(float[])"/>
    [Pure]
    public static float[] LabelOnly(ReadOnlySpan<float> scores) => Guarded.Copy(scores, default(LabelGuard));

    /// <inheritdoc cref="LabelOnly(float[])"/>
    [Pure]
    public static float[] LabelOnly(ReadOnlyMemory<float> scores) => Guarded.Copy(scores.Span, default(LabelGuard));

    /// <inheritdoc cref="LabelOnly(float[])"/>
    /// <param name="scores">The score of each class, as ZipMap gives them. They stay as they are; where order decides, it is that of the pairs.</param>
    [Pure]
    public static Dictionary<TKey, float> LabelOnly<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores)
        where TKey : notnull =>
        Guarded.Map(scores, default(LabelGuard));

    /// <inheritdoc cref="LabelOnly(float[])"/>
    /// <param name="destination">Where the guarded scores go: as long as <paramref name="scores"/> or longer, and the same memory at will. Nothing is allocated.</param>
    public static void LabelOnly(ReadOnlySpan<float> scores, Span<float> destination) => Guarded.Into(scores, destination, default(LabelGuard));

    /// <inheritdoc cref="LabelOnly(float[])"/>
    /// <param name="scores">Scores of one record, one for each class; logits too. They are replaced. Nothing is allocated.</param>
    public static void LabelOnlyInPlace(Span<float> scores) => Guarded.InPlace(scores, default(LabelGuard));

    /// <inheritdoc cref="LabelOnly(float[])"/>
    /// <param name="scores">Scores of many records, one record after the other.</param>
    /// <param name="classes">How many scores each record has.</param>
    [Pure]
    public static float[] LabelOnlyRows(ReadOnlySpan<float> scores, int classes) => Guarded.CopyRows(scores, classes, default(LabelGuard));

    /// <inheritdoc cref="LabelOnly(float[])"/>
    /// <param name="scores">Scores of many records, one record after the other. They are replaced. Nothing is allocated.</param>
    /// <param name="classes">How many scores each record has.</param>
    public static void LabelOnlyRowsInPlace(Span<float> scores, int classes) => Guarded.RowsInPlace(scores, classes, default(LabelGuard));
}
