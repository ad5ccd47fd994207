namespace PrivacyGate.Samples;

/// <summary>Picks and joins records.</summary>
public static class RecordRows
{
    /// <summary>The records at <paramref name="rows"/>, in that order.</summary>
    /// <exception cref="InputException">More values than an array holds (PG0040).</exception>
    public static RecordBatch Pick(this RecordBatch batch, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(rows);
        return new RecordBatch(
            [.. batch.Features.Select(block => block with { Values = Rows(block.Values, block.Width, rows) })],
            (int[])Rows(batch.Labels, 1, rows),
            (UInt128[])Rows(batch.Keys, 1, rows),
            batch.Subjects is null ? null : (UInt128[])Rows(batch.Subjects, 1, rows),
            [.. batch.Slices.Select(column => (string[])Rows(column, 1, rows))]);
    }

    /// <summary>At most <paramref name="most"/> of so many rows, evenly spread over them.</summary>
    public static int[] Spread(int count, int most)
    {
        int picked = Math.Min(count, most);
        return [.. Enumerable.Range(0, picked).Select(i => (int)((long)i * count / picked))];
    }

    /// <summary>All records of the batches, one after the other. The batches feed the same inputs.</summary>
    /// <exception cref="InputException">More values than an array holds (PG0040).</exception>
    public static RecordBatch Join(IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        RecordBatch first = batches[0];
        bool subjects = batches.All(static batch => batch.Subjects is not null);
        return new RecordBatch(
            [.. first.Features.Select((block, place) => block with { Values = Joined([.. batches.Select(batch => batch.Features[place].Values)]) })],
            (int[])Joined([.. batches.Select(static batch => batch.Labels)]),
            (UInt128[])Joined([.. batches.Select(static batch => batch.Keys)]),
            subjects ? (UInt128[])Joined([.. batches.Select(static batch => batch.Subjects!)]) : null,
            [.. first.Slices.Select((_, place) => (string[])Joined([.. batches.Select(batch => batch.Slices[place])]))]);
    }

    private static Array Rows(Array values, int width, IReadOnlyList<int> rows)
    {
        Array picked = Array.CreateInstance(values.GetType().GetElementType()!, ArrayLength.Of(rows.Count, width));
        for (int i = 0; i < rows.Count; i++)
        {
            Array.Copy(values, (long)rows[i] * width, picked, (long)i * width, width);
        }

        return picked;
    }

    private static Array Joined(Array[] parts)
    {
        Array all = Array.CreateInstance(parts[0].GetType().GetElementType()!, ArrayLength.Of(parts.Sum(static part => (long)part.Length), 1));
        int at = 0;
        foreach (Array part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }
}
