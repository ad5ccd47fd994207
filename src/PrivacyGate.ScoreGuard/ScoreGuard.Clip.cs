using System.Diagnostics.Contracts;
using PrivacyGate.Guards;

namespace PrivacyGate;

/// <content>Clip.</content>
public static partial class ScoreGuard
{
    /// <summary>Moves each probability into [<paramref name="lowest"/>, <paramref name="highest"/>] and scales to a sum of 1. No score overtakes another; some become equal.</summary>
    /// <param name="scores">Probabilities of one record, one for each class. They stay as they are.</param>
    /// <param name="lowest">From 0 to 1.</param>
    /// <param name="highest">Above 0, at least <paramref name="lowest"/>, at most 1.</param>
    /// <returns>The guarded scores; none for none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    /// <exception cref="ArgumentException">A score is no finite number or is below 0, or there is one alone.</exception>
    [Pure]
    public static float[] Clip(float[] scores, float lowest, float highest) => Guarded.Copy(scores, new ClipGuard(lowest, highest));

    /// <inheritdoc cref="Clip(float[], float, float)"/>
    [Pure]
    public static float[] Clip(ReadOnlySpan<float> scores, float lowest, float highest) => Guarded.Copy(scores, new ClipGuard(lowest, highest));

    /// <inheritdoc cref="Clip(float[], float, float)"/>
    [Pure]
    public static float[] Clip(ReadOnlyMemory<float> scores, float lowest, float highest) => Guarded.Copy(scores.Span, new ClipGuard(lowest, highest));

    /// <inheritdoc cref="Clip(float[], float, float)"/>
    /// <param name="scores">The score of each class, as ZipMap gives them. They stay as they are; where order decides, it is that of the pairs.</param>
    [Pure]
    public static Dictionary<TKey, float> Clip<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores, float lowest, float highest)
        where TKey : notnull =>
        Guarded.Map(scores, new ClipGuard(lowest, highest));

    /// <inheritdoc cref="Clip(float[], float, float)"/>
    /// <param name="destination">Where the guarded scores go: as long as <paramref name="scores"/> or longer, and the same memory at will. Nothing is allocated.</param>
    public static void Clip(ReadOnlySpan<float> scores, float lowest, float highest, Span<float> destination) => Guarded.Into(scores, destination, new ClipGuard(lowest, highest));

    /// <inheritdoc cref="Clip(float[], float, float)"/>
    /// <param name="scores">Probabilities of one record, one for each class. They are replaced. Nothing is allocated.</param>
    public static void ClipInPlace(Span<float> scores, float lowest, float highest) => Guarded.InPlace(scores, new ClipGuard(lowest, highest));

    /// <inheritdoc cref="Clip(float[], float, float)"/>
    /// <param name="scores">Scores of many records, one record after the other.</param>
    /// <param name="classes">How many scores each record has.</param>
    [Pure]
    public static float[] ClipRows(ReadOnlySpan<float> scores, int classes, float lowest, float highest) => Guarded.CopyRows(scores, classes, new ClipGuard(lowest, highest));

    /// <inheritdoc cref="Clip(float[], float, float)"/>
    /// <param name="scores">Scores of many records, one record after the other. They are replaced. Nothing is allocated.</param>
    /// <param name="classes">How many scores each record has.</param>
    public static void ClipRowsInPlace(Span<float> scores, int classes, float lowest, float highest) => Guarded.RowsInPlace(scores, classes, new ClipGuard(lowest, highest));
}
