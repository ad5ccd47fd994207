namespace PrivacyGate.Samples;

/// <summary>What is true of each record of a batch: what the model should answer. Immutable.</summary>
/// <param name="Task">What the model is trained for.</param>
public abstract record Targets(ModelTask Task)
{
    /// <summary>Number of records.</summary>
    public abstract int Count { get; }

    /// <summary>The targets of the records at <paramref name="rows"/>, in that order.</summary>
    public abstract Targets Pick(IReadOnlyList<int> rows);

    /// <summary>All targets, part after part; at least one part, all of one kind and width.</summary>
    public static Targets Join(IReadOnlyList<Targets> parts) => parts[0].JoinAll(parts);

    private protected abstract Targets JoinAll(IReadOnlyList<Targets> parts);
}

/// <summary>A class for each record.</summary>
/// <param name="Classes">The true class, in [0, class count).</param>
public sealed record ClassTargets(int[] Classes) : Targets(ModelTask.Classification)
{
    public override int Count => Classes.Length;

    public override Targets Pick(IReadOnlyList<int> rows) => new ClassTargets([.. rows.Select(row => Classes[row])]);

    private protected override Targets JoinAll(IReadOnlyList<Targets> parts) => new ClassTargets([.. parts.SelectMany(static part => ((ClassTargets)part).Classes)]);
}

/// <summary>Numbers for each record: the values of a regression, the relevance of a document, or 1 and 0 for each label a record may have.</summary>
/// <param name="Task"><see cref="ModelTask.Regression"/>, <see cref="ModelTask.Ranking"/> or <see cref="ModelTask.MultiLabel"/>.</param>
/// <param name="Width">Numbers a record, at least 1.</param>
/// <param name="Values">(records x <paramref name="Width"/>), row-major; finite.</param>
public sealed record ValueTargets(ModelTask Task, int Width, float[] Values) : Targets(Task)
{
    /// <summary>A 128-bit hash of the query that each record belongs to, for a ranking; else null.</summary>
    public UInt128[]? Groups { get; init; }

    public override int Count => Values.Length / Width;

    /// <summary>The numbers of one record.</summary>
    public ReadOnlySpan<float> Row(int record) => Values.AsSpan(record * Width, Width);

    public override Targets Pick(IReadOnlyList<int> rows)
    {
        var picked = new float[ArrayLength.Of(rows.Count, Width)];
        for (var i = 0; i < rows.Count; i++)
        {
            Row(rows[i]).CopyTo(picked.AsSpan(i * Width));
        }

        return this with { Values = picked, Groups = Groups is { } groups ? [.. rows.Select(row => groups[row])] : null };
    }

    private protected override Targets JoinAll(IReadOnlyList<Targets> parts) => this with
    {
        Values = [.. parts.SelectMany(static part => ((ValueTargets)part).Values)],
        Groups = Groups is null ? null : [.. parts.SelectMany(static part => ((ValueTargets)part).Groups!)],
    };
}

/// <summary>Nothing is told of the records: the model gives each a score, or its own input back.</summary>
/// <param name="Task"><see cref="ModelTask.Score"/> or <see cref="ModelTask.Reconstruction"/>.</param>
/// <param name="Records">Number of records.</param>
public sealed record NoTargets(ModelTask Task, int Records) : Targets(Task)
{
    public override int Count => Records;

    public override Targets Pick(IReadOnlyList<int> rows) => this with { Records = rows.Count };

    private protected override Targets JoinAll(IReadOnlyList<Targets> parts) => this with { Records = parts.Sum(static part => part.Count) };
}
