using System.Diagnostics.Contracts;
using PrivacyGate.Guards;

namespace PrivacyGate;

/// <content>TopK.</content>
public static partial class ScoreGuard
{
    /// <summary>Keeps the <paramref name="k"/> largest scores and sets the others to 0. Of equal scores the one with the lower index is kept.</summary>
    /// <param name="scores">Probabilities of one record, one for each class. They stay as they are.</param>
    /// <param name="k">From 1 to the number of classes.</param>
    /// <param name="renormalise">Whether the kept scores are scaled to a sum of 1. With k = 1 that is the label only.</param>
    /// <returns>The guarded scores; none for none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    /// <exception cref="ArgumentException">A score is no finite number or is below 0, or there is one alone.</exception>
    [Pure]
    public static float[] TopK(float[] scores, int k, bool renormalise = false) => Guarded.Copy(scores, new TopKGuard(k, renormalise));

    /// <inheritdoc cref="TopK(float[], int, bool)"/>
    [Pure]
    public static float[] TopK(ReadOnlySpan<float> scores, int k, bool renormalise = false) => Guarded.Copy(scores, new TopKGuard(k, renormalise));

    /// <inheritdoc cref="TopK(float[], int, bool)"/>
    [Pure]
    public static float[] TopK(ReadOnlyMemory<float> scores, int k, bool renormalise = false) => Guarded.Copy(scores.Span, new TopKGuard(k, renormalise));

    /// <inheritdoc cref="TopK(float[], int, bool)"/>
    /// <param name="scores">The score of each class, as ZipMap gives them. They stay as they are; where order decides, it is that of the pairs.</param>
    [Pure]
    public static Dictionary<TKey, float> TopK<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores, int k, bool renormalise = false)
        where TKey : notnull =>
        Guarded.Map(scores, new TopKGuard(k, renormalise));

    /// <inheritdoc cref="TopK(float[], int, bool)"/>
    /// <param name="destination">Where the guarded scores go: as long as <paramref name="scores"/> or longer, and the same memory at will. Nothing is allocated.</param>
    public static void TopK(ReadOnlySpan<float> scores, int k, bool renormalise, Span<float> destination) => Guarded.Into(scores, destination, new TopKGuard(k, renormalise));

    /// <inheritdoc cref="TopK(float[], int, bool)"/>
    /// <param name="scores">Probabilities of one record, one for each class. They are replaced. Nothing is allocated.</param>
    public static void TopKInPlace(Span<float> scores, int k, bool renormalise = false) => Guarded.InPlace(scores, new TopKGuard(k, renormalise));

    /// <inheritdoc cref="TopK(float[], int, bool)"/>
    /// <param name="scores">Scores of many records, one record after the other.</param>
    /// <param name="classes">How many scores each record has.</param>
    [Pure]
    public static float[] TopKRows(ReadOnlySpan<float> scores, int classes, int k, bool renormalise = false) => Guarded.CopyRows(scores, classes, new TopKGuard(k, renormalise));

    /// <inheritdoc cref="TopK(float[], int, bool)"/>
    /// <param name="scores">Scores of many records, one record after the other. They are replaced. Nothing is allocated.</param>
    /// <param name="classes">How many scores each record has.</param>
    public static void TopKRowsInPlace(Span<float> scores, int classes, int k, bool renormalise = false) => Guarded.RowsInPlace(scores, classes, new TopKGuard(k, renormalise));
}
