using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Doubles;

/// <summary>Records of a world in which the label follows from the features only now and then, so that a model must remember.</summary>
internal static class SmallWorld
{
    public const int Classes = 3;
    private const int Features = 6;

    public static RecordBatch Draw(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count * Features];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < Features; j++)
            {
                values[(i * Features) + j] = (float)Synthetic.Normal(random);
            }

            labels[i] = random.NextDouble() < 0.5 ? random.Next(Classes) : values[i * Features] > 0.4 ? 0 : values[i * Features] > -0.4 ? 1 : 2;
        }

        UInt128[] keys = [.. Enumerable.Range(0, count).Select(_ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()))];
        return new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [Features], values)], labels, keys, null, []);
    }

    /// <summary>The audit of a target trained on <paramref name="members"/>.</summary>
    public static AuditSample Audit(ITrainer trainer, RecordBatch members, RecordBatch nonMembers, RecordBatch? trainedOn = null)
    {
        using var target = trainer.Train(trainedOn ?? members, 99, default);
        var collector = new SignalCollector([], keepRecords: true, keepPosteriors: true);
        collector.Add(Side.Member, members, target.Classifier.Predict(members, default));
        collector.Add(Side.NonMember, nonMembers, target.Classifier.Predict(nonMembers, default));
        return collector.ToSample();
    }

    /// <summary>The same audit with shadows.</summary>
    public static AuditSample WithShadows(
        AuditSample sample,
        ITrainer trainer,
        RecordBatch? others = null,
        string source = ShadowSources.Auditor,
        int shadows = 8,
        int? size = null)
    {
        var pool = ShadowPool.Create(source, sample.Input.Records!, others, sample.EqualKeys);
        var schedule = ShadowSchedule.For(pool, shadows, size ?? sample.Counts.Members, seed: 1);
        var evidence = ShadowRunner.Run(sample.Input, pool, schedule, trainer, new ShadowOptions { WantPosteriors = true, Workers = 2 })!;
        return sample with { Input = sample.Input with { Shadows = evidence } };
    }
}
