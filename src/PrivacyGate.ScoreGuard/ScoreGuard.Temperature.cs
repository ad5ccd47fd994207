using System.Diagnostics.Contracts;
using PrivacyGate.Guards;

namespace PrivacyGate;

/// <content>Temperature.</content>
public static partial class ScoreGuard
{
    /// <summary>Raises each probability to the power of 1 / <paramref name="temperature"/> and scales to a sum of 1, which is softmax(logits / temperature). Who knows the temperature undoes it, so use it before another guard only.</summary>
    /// <param name="scores">Probabilities of one record, one for each class. They stay as they are.</param>
    /// <param name="temperature">From 0.01 to 1000. Above 1 scores become more alike; 1 changes nothing.</param>
    /// <returns>The guarded scores; none for none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    /// <exception cref="ArgumentException">A score is no finite number or is below 0, or there is one alone.</exception>
    [Pure]
    public static float[] Temperature(float[] scores, float temperature) => Guarded.Copy(scores, new TemperatureGuard(temperature));

    /// <inheritdoc cref="Temperature(float[], float)"/>
    [Pure]
    public static float[] Temperature(ReadOnlySpan<float> scores, float temperature) => Guarded.Copy(scores, new TemperatureGuard(temperature));

    /// <inheritdoc cref="Temperature(float[], float)"/>
    [Pure]
    public static float[] Temperature(ReadOnlyMemory<float> scores, float temperature) => Guarded.Copy(scores.Span, new TemperatureGuard(temperature));

    /// <inheritdoc cref="Temperature(float[], float)"/>
    /// <param name="scores">The score of each class, as ZipMap gives them. They stay as they are; where order decides, it is that of the pairs.</param>
    [Pure]
    public static Dictionary<TKey, float> Temperature<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores, float temperature)
        where TKey : notnull =>
        Guarded.Map(scores, new TemperatureGuard(temperature));

    /// <inheritdoc cref="Temperature(float[], float)"/>
    /// <param name="destination">Where the guarded scores go: as long as <paramref name="scores"/> or longer, and the same memory at will. Nothing is allocated.</param>
    public static void Temperature(ReadOnlySpan<float> scores, float temperature, Span<float> destination) => Guarded.Into(scores, destination, new TemperatureGuard(temperature));

    /// <inheritdoc cref="Temperature(float[], float)"/>
    /// <param name="scores">Probabilities of one record, one for each class. They are replaced. Nothing is allocated.</param>
    public static void TemperatureInPlace(Span<float> scores, float temperature) => Guarded.InPlace(scores, new TemperatureGuard(temperature));

    /// <inheritdoc cref="Temperature(float[], float)"/>
    /// <param name="scores">Scores of many records, one record after the other.</param>
    /// <param name="classes">How many scores each record has.</param>
    [Pure]
    public static float[] TemperatureRows(ReadOnlySpan<float> scores, int classes, float temperature) => Guarded.CopyRows(scores, classes, new TemperatureGuard(temperature));

    /// <inheritdoc cref="Temperature(float[], float)"/>
    /// <param name="scores">Scores of many records, one record after the other. They are replaced. Nothing is allocated.</param>
    /// <param name="classes">How many scores each record has.</param>
    public static void TemperatureRowsInPlace(Span<float> scores, int classes, float temperature) => Guarded.RowsInPlace(scores, classes, new TemperatureGuard(temperature));
}
