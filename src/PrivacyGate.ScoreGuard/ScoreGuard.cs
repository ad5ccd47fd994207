using System.Diagnostics.Contracts;

namespace PrivacyGate;

/// <summary>
/// Makes the scores of a classifier coarser before they leave a program, so that they say less about who was in the training data.
/// Every method checks all scores before it writes one.
/// </summary>
public static partial class ScoreGuard
{
    /// <summary>The index of the largest score; of equal ones the lowest. Read it before a guard makes scores equal.</summary>
    /// <param name="scores">Scores of one record, one for each class; logits too.</param>
    /// <exception cref="ArgumentException">There are no scores, or one is no finite number.</exception>
    [Pure]
    public static int ArgMax(float[] scores) => ArgMax((ReadOnlySpan<float>)(scores ?? throw new ArgumentNullException(nameof(scores))));

    /// <inheritdoc cref="ArgMax(float[])"/>
    [Pure]
    public static int ArgMax(ReadOnlyMemory<float> scores) => ArgMax(scores.Span);

    /// <inheritdoc cref="ArgMax(float[])"/>
    [Pure]
    public static int ArgMax(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
        {
            throw new ArgumentException("There are no scores, so none is the largest.", nameof(scores));
        }

        Scores.Check(scores, probabilities: false);
        return Scores.ArgMax(scores);
    }

    /// <summary>The class with the largest score; of equal ones the first.</summary>
    /// <param name="scores">The score of each class, as ZipMap gives them.</param>
    /// <exception cref="ArgumentException">There are no scores, or one is no finite number.</exception>
    [Pure]
    public static TKey ArgMax<TKey>(IEnumerable<KeyValuePair<TKey, float>> scores)
        where TKey : notnull
    {
        var pairs = (scores ?? throw new ArgumentNullException(nameof(scores))).ToArray();
        return pairs[ArgMax(Array.ConvertAll(pairs, static pair => pair.Value))].Key;
    }
}
