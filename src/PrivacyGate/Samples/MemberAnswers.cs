namespace PrivacyGate.Samples;

/// <summary>
/// What the model answered for some of its members, one record for each person (or different record): enough to see
/// whether it knows them. Sorted by hash; all arrays are parallel.
/// </summary>
/// <param name="ClassCount">Columns of <paramref name="Scores"/>, at least one more than the largest class that occurs.</param>
/// <param name="Kind">How to read <paramref name="Scores"/>.</param>
/// <param name="Scores">(records x classes), row-major; empty for <see cref="ScoreKind.LabelOnly"/>.</param>
/// <param name="TrueClass">The label of each record.</param>
/// <param name="PredictedClass">The model's own answer for each record.</param>
/// <param name="Hashes">A hash of each record's person, or of its content where it stands for itself.</param>
public sealed record MemberAnswers(
    int ClassCount,
    ScoreKind Kind,
    double[] Scores,
    int[] TrueClass,
    int[] PredictedClass,
    ulong[] Hashes)
{
    /// <summary>Number of records.</summary>
    public int Count => TrueClass.Length;

    /// <summary>The records of one half, cut by hash.</summary>
    internal MemberAnswers Half(bool upper)
    {
        int[] rows = [.. Enumerable.Range(0, Count).Where(row => (Hashing.Mix(Hashes[row]) >> 63 == 1) == upper)];
        return this with
        {
            Scores = Scores.Length == 0 ? [] : [.. rows.SelectMany(row => Scores[(row * ClassCount)..((row + 1) * ClassCount)])],
            TrueClass = Array.ConvertAll(rows, row => TrueClass[row]),
            PredictedClass = Array.ConvertAll(rows, row => PredictedClass[row]),
            Hashes = Array.ConvertAll(rows, row => Hashes[row]),
        };
    }
}
