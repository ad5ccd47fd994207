namespace PrivacyGate.Samples;

/// <summary>What local shadows answered to the very questions the target was asked, of records that are known to be trained on or not. All arrays are parallel; nothing in here follows from the sides.</summary>
/// <param name="Shadows">Models trained.</param>
/// <param name="Units">A number for each record's subject, or content, shadow and being trained on: records of one number are one piece of evidence. Rising from 0 without gaps.</param>
/// <param name="Trained">Whether the shadow that answered was trained on the record.</param>
/// <param name="Scores">By attack id, a score a record as the attack gives it of the target.</param>
public sealed record LocalShadowEvidence(int Shadows, int[] Units, bool[] Trained, IReadOnlyDictionary<string, double[]> Scores)
{
    /// <summary>Which shadow answered, from 0 and rising.</summary>
    public required int[] Shadow { get; init; }

    /// <summary>Shadows that did not reach the loss of the target on its members: they fit less, so what they answer tells less.</summary>
    public int Unmatched { get; init; }

    /// <summary>The votes a network learns from, null where none were asked for.</summary>
    public VoteVectors? Votes { get; init; }
}

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
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(picked.Row(i));
        }

        return picked;
    }
}
