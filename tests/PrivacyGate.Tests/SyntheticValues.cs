using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests;

/// <summary>Audits of models that are no classifiers, made from a seed, with a leak of known size and shadows that leak alike.</summary>
internal static class SyntheticValues
{
    private const int Shadows = 8;

    /// <summary>Values, or labels, a record.</summary>
    private const int Width = 2;

    /// <summary>Documents of a query.</summary>
    private const int Documents = 4;

    /// <summary>A model that fits its members better by <paramref name="leak"/>: of values the residual shrinks, of the documents of a query the scores part, of labels the confidence grows, scores and errors move.</summary>
    /// <param name="task">No classification.</param>
    /// <param name="members">Records of one side.</param>
    /// <param name="nonMembers">Records of the other.</param>
    /// <param name="leak">At least 0.</param>
    /// <param name="seed">Of all that is drawn.</param>
    /// <param name="swapSides">Calls members non-members.</param>
    /// <param name="shuffled">Records come in another order.</param>
    /// <param name="width">Values a record of a regression.</param>
    /// <param name="falls">Members are scored lower, not higher.</param>
    public static AuditSample Sample(
        ModelTask task, int members, int nonMembers, double leak, int seed, bool swapSides = false, bool shuffled = false, int width = 1, bool falls = false)
    {
        var random = new Random(seed);
        var world = new World(task, task == ModelTask.MultiLabel ? Width : width, falls ? -leak : leak);
        var records = Enumerable.Range(0, members + nonMembers).Select(_ => world.Draw(random)).ToArray();
        if (task == ModelTask.Ranking)
        {
            (records, members) = (World.Queries(records), Documents * members);
        }

        (Side Side, Record Record)[] sided = [.. records.Select((record, i) => (i < members != swapSides ? Side.Member : Side.NonMember, record))];
        var answers = records.Select((record, i) => (record.Key, Answer: world.Answer(record, i < members, record.Seed))).ToDictionary(static pair => pair.Key, static pair => pair.Answer);
        if (shuffled)
        {
            sided = [.. sided.OrderBy(_ => random.Next())];
        }

        var collector = new SignalCollector([], keepRecords: true);
        foreach (var chunk in sided.Chunk(64).SelectMany(static chunk => chunk.GroupBy(static one => one.Side)))
        {
            Record[] some = [.. chunk.Select(static one => one.Record)];
            collector.Add(chunk.Key, world.Batch(some), world.Predictions([.. some.SelectMany(record => answers[record.Key])]));
        }

        var sample = collector.ToSample();
        return sample with { Input = sample.Input with { Shadows = Evidence(sample, world, records.ToDictionary(static record => record.Key)), Networks = new LinearFitter() } };
    }

    private static ShadowEvidence Evidence(AuditSample sample, World world, Dictionary<UInt128, Record> records)
    {
        var audited = sample.Input.Records!;
        var task = world.Task;
        var byFeature = task == ModelTask.Ranking ? records.Values.ToDictionary(static record => record.Feature) : [];
        var pool = ShadowPool.Create(ShadowSources.Auditor, audited, null, sample.EqualKeys);
        var schedule = ShadowSchedule.For(pool, Shadows, audited.Count / 2, seed: 1);
        ShadowAnswers[] shadows = [.. schedule.Shadows.Select(plan =>
        {
            var trained = new bool[audited.Count];
            Array.ForEach(plan.AuditedRows, row => trained[row] = true);
            double[] scores = [.. Enumerable.Range(0, audited.Count).SelectMany(row => world.Answer(Of(row), trained[row], (Of(row).Seed * 31) ^ (plan.Index + 1)))];
            var signal = ValueSignals.Whole(SignalCalculator.Calculate(world.Predictions(scores), audited).NoClass!, audited.Targets);
            return new ShadowAnswers(signal.ToSingle(), trained, 0.1, 0.2, null, new TrainingSummary(1, 0.1, null, true));
        })];

        // The key of a document's query says no more which document it is, but its features do.
        Record Of(int row) => task == ModelTask.Ranking ? byFeature[((float[])audited.Features[0].Values)[row]] : records[audited.Keys[row]];
        return new ShadowEvidence(shadows, new ShadowSummary(
            Shadows, Shadows, TrainerKinds.Network, "synthetic", ShadowSources.Auditor, audited.Count / 2, audited.Count / 2, Shadows, 0.1, null, 1, 0));
    }

    /// <param name="Key">Content hash.</param>
    /// <param name="Seed">Of what models answer about it.</param>
    /// <param name="Truth">Values, or labels.</param>
    /// <param name="Bias">What models have in common that did not see the record.</param>
    private sealed record Record(UInt128 Key, int Seed, float[] Truth, double[] Bias)
    {
        /// <summary>Of a document.</summary>
        public UInt128 Query { get; init; }

        public float Feature { get; init; } = Seed % 1000;
    }

    private sealed record World(ModelTask Task, int Width, double Leak)
    {
        public Record Draw(Random random) => new(
            new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()),
            random.Next(),
            [.. Enumerable.Range(0, Width).Select(_ => Task == ModelTask.MultiLabel ? random.Next(2) : (float)(10 * Synthetic.Normal(random)))],
            [.. Enumerable.Range(0, Width).Select(_ => Synthetic.Normal(random))]);

        /// <summary>Each record becomes a query of documents whose relevance is 0 to 2, each at least once.</summary>
        public static Record[] Queries(Record[] queries) =>
        [
            .. queries.SelectMany((query, number) => Enumerable.Range(0, Documents).Select(document => new Record(
                query.Key + (UInt128)document + 1,
                (query.Seed / Documents) + document,
                [document % 3],
                [query.Bias[0] + (.7 * document)])
            {
                Query = query.Key,

                // Different for every document, and spread alike over both sides: multiples of the golden ratio fill any stretch evenly.
                Feature = ((number * 618_034L) % 1_000_003 * Documents) + document,
            })),
        ];

        /// <summary>What one model, told apart by its seed, answers about a record it was trained on or not.</summary>
        public double[] Answer(Record record, bool trained, int seed)
        {
            var random = new Random(seed);
            var leak = trained ? Leak : 0;
            double Error(int value) => record.Bias[value] + (0.5 * Synthetic.Normal(random));
            return Task switch
            {
                ModelTask.Regression => [.. Enumerable.Range(0, Width).Select(value => record.Truth[value] - (Math.Exp(-leak / 2) * Error(value)))],
                ModelTask.Ranking => [((1 + leak) * record.Truth[0]) + (.5 * Error(0))],
                ModelTask.MultiLabel => [.. Enumerable.Range(0, Width).Select(label => (record.Truth[label] > 0.5f ? 1 : -1) * (1 + Error(label) + (leak / 2)))],
                ModelTask.Reconstruction => [record.Truth[0] + Math.Exp((Error(0) - leak) / 2)],
                _ => [Error(0) + leak],
            };
        }

        public Predictions Predictions(double[] scores) =>
            new(Task == ModelTask.MultiLabel ? ScoreKind.LabelLogits : ScoreKind.Values, Width, scores, [], null);

        public RecordBatch Batch(Record[] records) => new(
            [new FeatureBlock("x", ElementKind.Float32, [1], Task == ModelTask.Reconstruction
                ? records.Select(static record => record.Truth[0]).ToArray()
                : records.Select(static record => record.Feature).ToArray())],
            Task is ModelTask.Regression or ModelTask.MultiLabel or ModelTask.Ranking
                ? new ValueTargets(Task, Width, [.. records.SelectMany(static record => record.Truth)]) { Groups = Task == ModelTask.Ranking ? [.. records.Select(static record => record.Query)] : null }
                : new NoTargets(Task, records.Length),
            [.. records.Select(static record => record.Key)],
            null,
            []);
    }
}
