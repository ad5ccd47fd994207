namespace PrivacyGate.Samples;

/// <summary>A run of records, typed and ready for a classifier. All arrays are parallel.</summary>
/// <param name="Features">One block for each model input.</param>
/// <param name="Targets">What the model should answer.</param>
/// <param name="Keys">A 128-bit hash of each record's content and label: equal records have equal keys, whatever file they stand in.</param>
/// <param name="Subjects">A 128-bit hash of the person (or other unit) a record belongs to, or null when each record stands for itself.</param>
/// <param name="Slices">For each slice column asked for, the text of its cell in each record; empty when none was asked for.</param>
public sealed record RecordBatch(
    IReadOnlyList<FeatureBlock> Features,
    Targets Targets,
    UInt128[] Keys,
    UInt128[]? Subjects,
    IReadOnlyList<string[]> Slices)
{
    /// <summary>Records of a classifier.</summary>
    public RecordBatch(IReadOnlyList<FeatureBlock> features, int[] labels, UInt128[] keys, UInt128[]? subjects, IReadOnlyList<string[]> slices)
        : this(features, new ClassTargets(labels), keys, subjects, slices)
    {
    }

    /// <summary>Number of records.</summary>
    public int Count => Keys.Length;

    /// <summary>The true class of each record, in [0, class count).</summary>
    /// <exception cref="InvalidOperationException">The records are of no classifier.</exception>
    public int[] Labels
    {
        get => Targets is ClassTargets classes ? classes.Classes : throw new InvalidOperationException("the records have no classes");
        init => Targets = new ClassTargets(value);
    }

    /// <summary>The records at <paramref name="rows"/>, in that order.</summary>
    /// <exception cref="InputException">More values than an array holds (PG0040).</exception>
    public RecordBatch Pick(IReadOnlyList<int> rows) => new(
        [.. Features.Select(block => block with { Values = Rows(block.Values, block.Width, rows) })],
        Targets.Pick(rows),
        (UInt128[])Rows(Keys, 1, rows),
        Subjects is null ? null : (UInt128[])Rows(Subjects, 1, rows),
        [.. Slices.Select(column => (string[])Rows(column, 1, rows))]);

    /// <summary>At most <paramref name="most"/> of so many rows, evenly spread over them.</summary>
    public static int[] Spread(int count, int most)
    {
        var picked = Math.Min(count, most);
        return [.. Enumerable.Range(0, picked).Select(i => (int)((long)i * count / picked))];
    }

    /// <summary>All records of the batches, one after the other. The batches feed the same inputs.</summary>
    /// <exception cref="InputException">More values than an array holds (PG0040).</exception>
    public static RecordBatch Join(IReadOnlyList<RecordBatch> batches)
    {
        var first = batches[0];
        var subjects = batches.All(static batch => batch.Subjects is not null);
        return new RecordBatch(
            [.. first.Features.Select((block, place) => block with { Values = Joined([.. batches.Select(batch => batch.Features[place].Values)]) })],
            Targets.Join([.. batches.Select(static batch => batch.Targets)]),
            (UInt128[])Joined([.. batches.Select(static batch => batch.Keys)]),
            subjects ? (UInt128[])Joined([.. batches.Select(static batch => batch.Subjects!)]) : null,
            [.. first.Slices.Select((_, place) => (string[])Joined([.. batches.Select(batch => batch.Slices[place])]))]);
    }

    private static Array Rows(Array values, int width, IReadOnlyList<int> rows)
    {
        var picked = Array.CreateInstance(values.GetType().GetElementType()!, ArrayLength.Of(rows.Count, width));
        for (var i = 0; i < rows.Count; i++)
        {
            Array.Copy(values, (long)rows[i] * width, picked, (long)i * width, width);
        }

        return picked;
    }

    private static Array Joined(Array[] parts)
    {
        var all = Array.CreateInstance(parts[0].GetType().GetElementType()!, ArrayLength.Of(parts.Sum(static part => (long)part.Length), 1));
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }
}
