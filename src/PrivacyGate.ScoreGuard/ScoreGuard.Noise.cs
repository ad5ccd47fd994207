using System.Diagnostics.Contracts;
using PrivacyGate.Guards;

namespace PrivacyGate;

/// <content>Noise.</content>
public static partial class ScoreGuard
{
    /// <summary>Adds noise from [-amplitude, amplitude) to each probability, sets what falls below 0 to 0, and scales to a sum of 1. The class with the largest score keeps it. Equal scores get equal noise, so asking twice averages nothing away.</summary>
    /// <param name="scores">Probabilities of one record, one for each class. They stay as they are.</param>
    /// <param name="amplitude">Above 0, at most 1.</param>
    /// <param name="seed">Keep it secret and the same: whoever knows it can subtract the noise.</param>
    /// <returns>The guarded scores; none for none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    /// <exception cref="ArgumentException">A score is no finite number or is below 0, or there is one alone.</exception>
    [Pure]
    public static float[] Noise(float[] scores, float amplitude, ulong seed) => Guarded.Copy(scores, new NoiseGuard(amplitude, seed));

    /// <inheritdoc cref="Noise(float[], float, ulong)"/>
    [Pure]
    public static float[] Noise(ReadOnlySpan<float> scores, float amplitude, ulong seed) => Guarded.Copy(scores, new NoiseGuard(amplitude, seed));

    /// <inheritdoc cref="Noise(float[], float, ulong)"/>
    [Pure]
    public static float[] Noise(ReadOnlyMemory<float> scores, float amplitude, ulong seed) => Guarded.Copy(scores.Span, new NoiseGuard(amplitude, seed));

    /// <inheritdoc cref="Noise(float[], float, ulong)"/>
    /// <param name="scores">The score of each class, as ZipMap gives them. They stay as they are; where order decides, it is that of the pairs.</param>
    [Pure]
    public static Dictionary<TKey, float> Noise<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores, float amplitude, ulong seed)
        where TKey : notnull =>
        Guarded.Map(scores, new NoiseGuard(amplitude, seed));

    /// <inheritdoc cref="Noise(float[], float, ulong)"/>
    /// <param name="destination">Where the guarded scores go: as long as <paramref name="scores"/> or longer, and the same memory at will. Nothing is allocated.</param>
    public static void Noise(ReadOnlySpan<float> scores, float amplitude, ulong seed, Span<float> destination) => Guarded.Into(scores, destination, new NoiseGuard(amplitude, seed));

    /// <inheritdoc cref="Noise(float[], float, ulong)"/>
    /// <param name="scores">Probabilities of one record, one for each class. They are replaced. Nothing is allocated.</param>
    public static void NoiseInPlace(Span<float> scores, float amplitude, ulong seed) => Guarded.InPlace(scores, new NoiseGuard(amplitude, seed));

    /// <inheritdoc cref="Noise(float[], float, ulong)"/>
    /// <param name="scores">Scores of many records, one record after the other.</param>
    /// <param name="classes">How many scores each record has.</param>
    [Pure]
    public static float[] NoiseRows(ReadOnlySpan<float> scores, int classes, float amplitude, ulong seed) => Guarded.CopyRows(scores, classes, new NoiseGuard(amplitude, seed));

    /// <inheritdoc cref="Noise(float[], float, ulong)"/>
    /// <param name="scores">Scores of many records, one record after the other. They are replaced. Nothing is allocated.</param>
    /// <param name="classes">How many scores each record has.</param>
    public static void NoiseRowsInPlace(Span<float> scores, int classes, float amplitude, ulong seed) => Guarded.RowsInPlace(scores, classes, new NoiseGuard(amplitude, seed));
}
