namespace PrivacyGate.Samples;

/// <summary>How a model voted on each record's changes.</summary>
/// <param name="Width">Votes a record, the record as it is first.</param>
/// <param name="Values">(records x <paramref name="Width"/>), row-major: the share of right answers, 0 throughout where the record as it is was answered wrongly.</param>
public sealed record VoteVectors(int Width, float[] Values)
{
    internal static VoteVectors Empty(int records, int width) => new(width, new float[records * width]);

    internal Span<float> Row(int record) => Values.AsSpan(record * Width, Width);

    internal static VoteVectors Join(IReadOnlyList<VoteVectors> parts) =>
        new(parts[0].Width, [.. parts.SelectMany(static part => part.Values)]);

    internal VoteVectors Pick(int[] rows)
    {
        var picked = Empty(rows.Length, Width);
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(picked.Row(i));
        }

        return picked;
    }
}
