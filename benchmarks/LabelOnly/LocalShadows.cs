using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Features;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>What local shadows add: votes weighed by a network beside votes counted, and thresholds learned on shadows beside cross-fitted ones.</summary>
internal static class LocalShadows
{
    private static readonly IAttack[] Attacks = [new GapAttack(), new LabelNoiseAttack(), new LabelAugmentAttack(), new LabelBoundaryAttack(), new LabelTransferAttack()];

    /// <param name="specPath">A spec of some models.</param>
    /// <param name="queries">A record and attack.</param>
    /// <param name="aSide">Records a side at most.</param>
    /// <param name="wanted">Ids of attacks, or none for all but label-transfer.</param>
    public static void Print(string specPath, int queries, int aSide, params string[] wanted)
    {
        IAttack[] attacks = [.. Attacks.Where(attack => wanted.Length == 0 ? attack is not LabelTransferAttack : attack is GapAttack || wanted.Contains(attack.Id))];
        foreach (var spec in SpecReader.Read(specPath, null).Spec!.Models)
        {
            Print(spec, queries, aSide, attacks);
        }
    }

    private static void Print(ModelSpec spec, int queries, int aSide, IAttack[] attacks)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(spec.Model.FullPath));
        using var model = OnnxClassifier.Open(inspection);
        using var networks = new NetworkFitter();
        var sample = Sample(spec, model, aSide, out var reference);
        var records = sample.Input.Records!;
        using var trainer = ShadowTrainers.For(
            new ShadowTrainerRequest(inspection, records, sample.Counts.Members, sample.Input.MeanMemberLoss, new TrainingRecipe(), networks), CancellationToken.None);
        LabelOnlyRequest request = new(
            [.. attacks.Select(static attack => attack.Id)], records, model, FeatureSpace.Of(records, []),
            new LabelOnlyOptions { QueriesPerRecord = queries, DegreeOfParallelism = Environment.ProcessorCount })
        {
            Trainer = trainer,
            Reference = reference,
        };
        Console.WriteLine($"## {spec.Name.Value}, {sample.Counts.Members} + {sample.Counts.NonMembers} records");
        Console.WriteLine();
        Console.WriteLine($"{trainer.Description.Text}. At most {queries} queries a record.");
        Console.WriteLine();
        Console.WriteLine("| shadows on | attack | queries a record | AUC | advantage, cross-fitted | advantage, threshold of the shadows |");
        Console.WriteLine("|---|---|---|---|---|---|");
        LabelOnlyEvidence? plain = null;
        var seconds = Timing.ProcessorSeconds(() => plain = LabelOnlyCollector.Collect(request));
        PrintRows("none", sample, plain!, null, attacks);
        var times = new List<string> { $"{seconds:F1} s without" };
        foreach (var source in (string[])[ShadowSources.Auditor, .. reference is null ? Array.Empty<string>() : [ShadowSources.Reference]])
        {
            var pool = ShadowPool.Create(source, records, reference, sample.EqualKeys);
            LabelOnlyEvidence? evidence = null;
            var own = Timing.ProcessorSeconds(() => evidence = LabelOnlyCollector.Collect(request with { LocalShadows = new LocalShadowSource(pool, sample.Counts.Members) }));
            PrintRows(source, sample, evidence!, networks, attacks);
            times.Add($"{own:F1} s with shadows on {source} records");
        }

        Console.WriteLine();
        Console.WriteLine($"Processor time of asking: {string.Join(", ", times)}, their training included.");
        Console.WriteLine();
    }

    private static AuditSample Sample(ModelSpec spec, OnnxClassifier model, int aSide, out RecordBatch? reference)
    {
        RecordReader[] readers = [.. spec.Sources.Select(RecordReader.Open)];
        var plan = FeaturePlan.Match(model.Inputs, readers, RecordKeys.Of(spec));
        var labels = LabelMap.Create(model.Classes, spec.Classes);
        RecordBatch Read(RecordSource source) => RecordBatch.Join([.. RecordReader.Open(source).Read(plan, labels, 1000, CancellationToken.None)]);
        var collector = new SignalCollector([], keepRecords: true);
        foreach (var (side, source) in new[] { (Side.Member, spec.Members), (Side.NonMember, spec.NonMembers) })
        {
            var all = Read(source);
            var records = all.Pick([.. Enumerable.Range(0, Math.Min(aSide, all.Count))]);
            collector.Add(side, records, model.Predict(records, CancellationToken.None));
        }

        reference = spec.Reference is { } given ? Read(given) : null;
        return collector.ToSample();
    }

    private static void PrintRows(string shadows, AuditSample sample, LabelOnlyEvidence evidence, INetworkFitter? networks, IAttack[] attacks)
    {
        var report = Auditor.Run(sample with { Input = sample.Input with { LabelOnly = evidence, Networks = networks } }, attacks, new AuditOptions());
        foreach (var attack in attacks)
        {
            Finding[] own = [.. report.Findings.Where(finding => finding.Attack == attack.Id)];
            string Text(string metric) => own.FirstOrDefault(finding => finding.Metric == metric) is { } finding ? $"{finding.Value:F3} [{finding.Lower:F3}, {finding.Upper:F3}]" : "";
            var asked = evidence.Curves.FirstOrDefault(curve => curve.AttackId == attack.Id)?.Points[^1].QueriesPerRecord ?? 1;
            Console.WriteLine($"| {shadows} | {attack.Id} | {asked:N0} | {Text(MetricIds.Auc)} | {Text(MetricIds.Advantage)} | {Text(MetricIds.AdvantageAtShadowThreshold)} |");
        }
    }
}
