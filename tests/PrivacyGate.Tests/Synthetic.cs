using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests;

/// <summary>Records and answers made from a seed, with a leak of known size.</summary>
internal static class Synthetic
{
    /// <summary>An audit of a model that is more certain of its members by <paramref name="leak"/> nats.</summary>
    public static AuditSample Sample(
        int members,
        int nonMembers,
        double leak,
        int seed,
        int classes = 3,
        ScoreKind kind = ScoreKind.Logits,
        bool swapSides = false,
        bool shuffled = false,
        bool evidence = false)
    {
        var random = new Random(seed);
        var records = new List<(Side Side, Answer Answer)>();
        for (var i = 0; i < members + nonMembers; i++)
        {
            var member = i < members;
            records.Add((member != swapSides ? Side.Member : Side.NonMember, Answer.Draw(random, classes, member ? leak : 0)));
        }

        if (shuffled)
        {
            records = [.. records.OrderBy(_ => random.Next())];
        }

        var collector = new SignalCollector([], keepRecords: evidence, keepPosteriors: evidence);
        foreach (var chunk in records.Chunk(64).SelectMany(chunk => chunk.GroupBy(record => record.Side)))
        {
            Answer[] answers = [.. chunk.Select(record => record.Answer)];
            collector.Add(chunk.Key, Batch(answers), Predictions(answers, classes, kind));
        }

        var sample = collector.ToSample();
        return evidence ? SyntheticEvidence.AddTo(sample, records.ToDictionary(record => record.Answer.Key, record => record.Answer), leak) : sample;
    }

    public static RecordBatch Batch(Answer[] answers, UInt128[]? subjects = null, string[][]? slices = null) => new(
        [new FeatureBlock("x", ElementKind.Float32, [1], answers.Select(answer => (float)answer.Norm).ToArray())],
        [.. answers.Select(answer => answer.Label)],
        [.. answers.Select(answer => answer.Key)],
        subjects,
        slices ?? []);

    public static Predictions Predictions(Answer[] answers, int classes, ScoreKind kind)
    {
        int[] predicted = [.. answers.Select(answer => Array.IndexOf(answer.Logits, answer.Logits.Max()))];
        double[] scores = kind switch
        {
            ScoreKind.LabelOnly => [],
            ScoreKind.Logits => [.. answers.SelectMany(answer => answer.Logits)],
            _ => [.. answers.SelectMany(answer => Softmax(answer.Logits))],
        };
        return new Predictions(kind, kind == ScoreKind.LabelOnly ? 0 : classes, scores, predicted, kind == ScoreKind.LabelOnly ? null : [.. answers.Select(answer => answer.Norm)]) { ShowsLevel = kind == ScoreKind.Logits };
    }

    public static double[] Softmax(double[] logits)
    {
        var top = logits.Max();
        var sum = logits.Sum(z => Math.Exp(z - top));
        return [.. logits.Select(z => Math.Exp(z - top) / sum)];
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>One record's label, content hash, logits and last-layer norm.</summary>
    internal sealed record Answer(int Label, UInt128 Key, double[] Logits, double Norm)
    {
        public static Answer Draw(Random random, int classes, double leak)
        {
            var label = random.Next(classes);
            var logits = new double[classes];
            for (var j = 0; j < classes; j++)
            {
                logits[j] = Normal(random) + (j == label ? 1 + leak : 0);
            }

            return new Answer(label, new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()), logits, 1 + random.NextDouble());
        }
    }
}
