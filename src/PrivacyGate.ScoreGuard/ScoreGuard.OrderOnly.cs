using System.Diagnostics.Contracts;
using PrivacyGate.Guards;

namespace PrivacyGate;

/// <content>OrderOnly.</content>
public static partial class ScoreGuard
{
    /// <summary>Keeps the order of the classes and nothing else: of n scores the r-th largest becomes 1 / (r * (1 + 1/2 + ... + 1/n)). Of equal scores the one with the lower index is the larger.</summary>
    /// <param name="scores">Scores of one record, one for each class; logits too. They stay as they are.</param>
    /// <returns>The guarded scores; none for none.</returns>
    /// <exception cref="ArgumentException">A score is no finite number, or there is one alone.</exception>
    [Pure]
    public static float[] OrderOnly(float[] scores) => Guarded.Copy(scores, default(OrderGuard));

    /// <inheritdoc cref="OrderOnly(float[])"/>
    [Pure]
    public static float[] OrderOnly(ReadOnlySpan<float> scores) => Guarded.Copy(scores, default(OrderGuard));

    /// <inheritdoc cref="OrderOnly(float[])"/>
    [Pure]
    public static float[] OrderOnly(ReadOnlyMemory<float> scores) => Guarded.Copy(scores.Span, default(OrderGuard));

    /// <inheritdoc cref="OrderOnly(float[])"/>
    /// <param name="scores">The score of each class, as ZipMap gives them. They stay as they are; where order decides, it is that of the pairs.</param>
    [Pure]
    public static Dictionary<TKey, float> OrderOnly<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores)
        where TKey : notnull =>
        Guarded.Map(scores, default(OrderGuard));

    /// <inheritdoc cref="OrderOnly(float[])"/>
    /// <param name="destination">Where the guarded scores go: as long as <paramref name="scores"/> or longer, and the same memory at will. Nothing is allocated.</param>
    public static void OrderOnly(ReadOnlySpan<float> scores, Span<float> destination) => Guarded.Into(scores, destination, default(OrderGuard));

    /// <inheritdoc cref="OrderOnly(float[])"/>
    /// <param name="scores">Scores of one record, one for each class; logits too. They are replaced. Nothing is allocated.</param>
    public static void OrderOnlyInPlace(Span<float> scores) => Guarded.InPlace(scores, default(OrderGuard));

    /// <inheritdoc cref="OrderOnly(float[])"/>
    /// <param name="scores">Scores of many records, one record after the other.</param>
    /// <param name="classes">How many scores each record has.</param>
    [Pure]
    public static float[] OrderOnlyRows(ReadOnlySpan<float> scores, int classes) => Guarded.CopyRows(scores, classes, default(OrderGuard));

    /// <inheritdoc cref="OrderOnly(float[])"/>
    /// <param name="scores">Scores of many records, one record after the other. They are replaced. Nothing is allocated.</param>
    /// <param name="classes">How many scores each record has.</param>
    public static void OrderOnlyRowsInPlace(Span<float> scores, int classes) => Guarded.RowsInPlace(scores, classes, default(OrderGuard));
}
