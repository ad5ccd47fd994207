using PrivacyGate.Models;

namespace PrivacyGate.Shadows;

/// <summary>Keeps what finished shadows said, so that a run killed half-way goes on where it stopped. Thread-safe.</summary>
public interface IShadowStore
{
    /// <summary>What a shadow with this key said, or null when none was kept.</summary>
    /// <param name="key">
    /// Everything in the engine's sight that the answers follow from, as one line of text: place and seed in the
    /// schedule, the trainer's fingerprint, the content of the training records and of those asked about. The store
    /// adds what only it knows: hashes of the model, the data files and the code version.
    /// </param>
    ShadowAnswers? TryLoad(string key);

    /// <summary>Keeps them.</summary>
    void Save(string key, ShadowAnswers answers);
}

/// <summary>What one shadow's answers follow from, as one line of text.</summary>
internal static class ShadowKey
{
    public static string Of(ShadowPool pool, ShadowPlan plan, int classes, TrainerDescription trainer, ShadowOptions options)
    {
        var trainedOn = Digest(pool.Audited, plan.AuditedRows);
        var others = pool.Others is null ? UInt128.Zero : Digest(pool.Others, plan.OtherRows);
        var asked = Digest(pool.Audited, null);
        var askedOthers = pool.Others is null || pool.TrainsOnAudited ? UInt128.Zero : Digest(pool.Others, null);
        return FormattableString.Invariant(
            $"shadow={plan.Index} seed={plan.Seed} source={pool.Source} classes={classes} posteriors={(options.WantPosteriors ? options.MostPosteriors : 0)} trained={trainedOn:x32} others={others:x32} asked={asked:x32} askedOthers={askedOthers:x32} trainer={trainer.Kind}:{trainer.Fingerprint}");
    }

    /// <summary>A hash of the keys of the records in their order: two lanes of 64 bits, each fed with both halves of every key.</summary>
    private static UInt128 Digest(RecordBatch records, int[]? rows)
    {
        var count = rows?.Length ?? records.Count;
        var high = (ulong)count;
        var low = ~(ulong)count;
        for (var i = 0; i < count; i++)
        {
            var key = records.Keys[rows is null ? i : rows[i]];
            high = Hashing.Mix(high ^ (ulong)(key >> 64)) + (ulong)key;
            low = Hashing.Mix(low ^ (ulong)key) + (ulong)(key >> 64);
        }

        return new UInt128(Hashing.Mix(high), Hashing.Mix(low));
    }
}
