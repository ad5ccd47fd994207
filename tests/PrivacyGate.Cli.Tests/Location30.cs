using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Cli.Tests;

/// <summary>The real model and records of location30: 1,200 members, 1,200 non-members and 2,610 reference records.</summary>
internal static class Location30
{
    /// <summary>How the target was trained.</summary>
    public static TrainingRecipe TargetRecipe { get; } = new() { Epochs = 60, BatchSize = 64, Optimizer = OptimizerKind.Adam, LearningRate = 1e-3 };

    private static string Folder => Repository.SharedPath("data", "location30");

    private static string Model => Path.Combine(Folder, "model.onnx");

    /// <summary>The records of a split.</summary>
    /// <param name="filter">Such as <c>split == member</c>.</param>
    public static RecordBatch Read(string filter)
    {
        var place = new SourceLocation("test");
        Assert.Null(RowFilter.TryParse(filter, place, out var rows));
        var reader = RecordReader.Open(new RecordSource("records", SpecFile.Resolve("location30.csv.gz", Folder, place), rows));
        using var classifier = OnnxClassifier.Open(Model);
        var plan = FeaturePlan.Match(classifier.Inputs, [reader], new RecordKeys(new SpecValue<string>("label", place), FilterColumns: ["split"]));
        return reader.Read(plan, LabelMap.Create(classifier.Classes, null), 10_000, CancellationToken.None).Single();
    }

    public static Predictions Ask(RecordBatch records)
    {
        using var classifier = OnnxClassifier.Open(Model);
        return classifier.Predict(records, CancellationToken.None);
    }

    public static OnnxClassifier Open() => OnnxClassifier.Open(Model);

    public static NetworkTrainer Trainer(TrainingRecipe recipe, double? wantedLoss = null)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Model));
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal), refusal?.Message);
        return new NetworkTrainer(inspection, graph, recipe, wantedLoss);
    }

    /// <summary>The audit of its members and non-members, without shadows.</summary>
    public static AuditSample Sample()
    {
        var collector = new SignalCollector([], keepRecords: true, keepPosteriors: true);
        foreach (var (side, filter) in new[] { (Side.Member, "split == member"), (Side.NonMember, "split == nonmember") })
        {
            var records = Read(filter);
            collector.Add(side, records, Ask(records));
        }

        return collector.ToSample();
    }

    /// <summary>The audit with 16 shadows and networks for attack models.</summary>
    public static AuditSample WithShadows(AuditSample sample, ITrainer trainer, INetworkFitter networks, string source = ShadowSources.Auditor, RecordBatch? others = null, int? size = null)
    {
        var pool = ShadowPool.Create(source, sample.Input.Records!, others, sample.EqualKeys);
        var schedule = ShadowSchedule.For(pool, 16, size ?? sample.Counts.Members, seed: 1);
        var options = new ShadowOptions { Workers = Environment.ProcessorCount, WantPosteriors = true, TargetMemberLoss = sample.Input.MeanMemberLoss };
        var evidence = ShadowRunner.Run(sample.Input, pool, schedule, trainer, options);
        return sample with { Input = sample.Input with { Shadows = evidence, Networks = networks } };
    }
}
