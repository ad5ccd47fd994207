namespace PrivacyGate.Signals;

/// <summary>Keeps 32 records of each side, those with the smallest hashes, with the target's answers.</summary>
internal sealed class RepeatCollector
{
    private const int PerSide = 32;

    private readonly KeptUnits<Asked> members = new();
    private readonly KeptUnits<Asked> nonMembers = new();

    public void Add(Side side, RecordBatch batch, Predictions predictions)
    {
        var units = side == Side.Member ? members : nonMembers;
        for (var record = 0; record < batch.Count; record++)
        {
            if (units.Wants(batch.Keys[record], batch.Keys[record], PerSide))
            {
                units.Put(batch.Keys[record], batch.Keys[record], new Asked(batch.Pick([record]), predictions.Pick([record])));
                units.Trim(PerSide);
            }
        }
    }

    public RepeatSample? Gather()
    {
        Asked[] asked = [.. members.All.Concat(nonMembers.All)
            .DistinctBy(static unit => unit.Key)
            .OrderBy(static unit => unit.Hash).ThenBy(static unit => unit.Key)
            .Select(static unit => unit.Value)];
        return asked.Length == 0 ? null : new RepeatSample(
            RecordBatch.Join([.. asked.Select(static one => one.Record with { Slices = [] })]),
            Predictions.Join([.. asked.Select(static one => one.Answer)]));
    }

    private sealed record Asked(RecordBatch Record, Predictions Answer);
}

/// <summary>Some audited records and what the target answered about them.</summary>
/// <param name="Records">The records, in the order of their content's hash.</param>
/// <param name="Answers">The answers, parallel to them.</param>
public sealed record RepeatSample(RecordBatch Records, Predictions Answers);
