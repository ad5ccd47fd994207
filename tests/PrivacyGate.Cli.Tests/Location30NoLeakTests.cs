using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Signals;
using Xunit.Abstractions;

namespace PrivacyGate.Cli.Tests;

/// <summary>
/// The same real model and only records it has never seen, dealt to two sides by chance: nothing leaks, so at budget 0
/// an audit may fail at most once in twenty times, with every attack on.
/// </summary>
public class Location30NoLeakTests(ITestOutputHelper output)
{
    private const int Audits = 300;
    private const int RecordsASide = 500;

    [SharedFact("data", "location30")]
    public void Where_nothing_leaks_at_most_one_audit_in_twenty_fails_at_budget_zero()
    {
        var (batch, signals) = AskAboutUnseenRecords();
        var budget = new Budget(Advantage: 0);
        var failed = 0;
        for (var audit = 0; audit < Audits; audit++)
        {
            var sample = Deal(batch, signals, audit);
            var report = Auditor.Run(sample, AttackCatalog.All, Gate.OptionsFor(budget) with { DegreeOfParallelism = Environment.ProcessorCount });
            Assert.Empty(report.Refused);
            failed += Gate.Decide(report, budget).Kind == VerdictKind.Fail ? 1 : 0;
        }

        output.WriteLine($"{failed} of {Audits} audits failed");
        Assert.True(failed <= Audits / 20, $"{failed} of {Audits} audits failed");
    }

    private static AuditSample Deal(RecordBatch batch, SignalTable signals, int audit)
    {
        var order = Enumerable.Range(0, batch.Count).ToArray();
        new Random(audit).Shuffle(order);
        var collector = new SignalCollector([]);
        collector.Add(Side.Member, Pick(batch, order[..RecordsASide]), Pick(signals, order[..RecordsASide]));
        collector.Add(Side.NonMember, Pick(batch, order[RecordsASide..(2 * RecordsASide)]), Pick(signals, order[RecordsASide..(2 * RecordsASide)]));
        return collector.ToSample();
    }

    private static (RecordBatch Batch, SignalTable Signals) AskAboutUnseenRecords()
    {
        var folder = Repository.SharedPath("data", "location30");
        var place = new SourceLocation("test");
        RowFilter.TryParse("split != member", place, out var filter);
        var source = new RecordSource("nonMembers", SpecFile.Resolve("location30.csv.gz", folder, place), filter);
        var reader = RecordReader.Open(source);
        using var classifier = OnnxClassifier.Open(Path.Combine(folder, "model.onnx"));
        var keys = new RecordKeys(new SpecValue<string>("label", place), FilterColumns: ["split"]);
        var plan = FeaturePlan.Match(classifier.Inputs, [reader], keys);
        var batch = reader.Read(plan, LabelMap.Create(classifier.Classes, null), 10_000, CancellationToken.None).Single();
        Assert.Equal(3810, batch.Count);
        return (batch, SignalCalculator.Calculate(classifier.Predict(batch, CancellationToken.None), batch.Labels));
    }

    private static RecordBatch Pick(RecordBatch batch, int[] rows) => batch with
    {
        Features = [],
        Labels = Pick(batch.Labels, rows)!,
        Keys = Pick(batch.Keys, rows)!,
    };

    private static SignalTable Pick(SignalTable signals, int[] rows) => signals with
    {
        TrueClass = Pick(signals.TrueClass, rows)!,
        PredictedClass = Pick(signals.PredictedClass, rows)!,
        Confidence = Pick(signals.Confidence, rows),
        Entropy = Pick(signals.Entropy, rows),
        ModifiedEntropy = Pick(signals.ModifiedEntropy, rows),
        GradientNorm = Pick(signals.GradientNorm, rows),
    };

    private static T[]? Pick<T>(T[]? values, int[] rows) => values is null ? null : Array.ConvertAll(rows, row => values[row]);
}
