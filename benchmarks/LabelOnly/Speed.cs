using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.Models;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>Queries a second of the boundary search against a bare ONNX Runtime loop: same model, same batch, one thread each, in turn.</summary>
internal static class Speed
{
    private const int Runs = 5;

    public static void Print(string folder)
    {
        using var location = Location30.Load(folder, 200);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var bare = new InferenceSession(Path.Combine(folder, "model.onnx"), options);
        var flags = FeatureSpace.Of(location.Records, []);
        var numbers = FeatureSpace.Uniform(location.Records.Features[0], []);
        Console.WriteLine($"## Queries a second beside a bare ONNX Runtime loop (one thread each, batches of {location.Model.PreferredBatchSize}, medians of {Runs} runs in turn)");
        Console.WriteLine();
        Console.WriteLine("| questions | ours | bare loop | ratio |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (name, attack, space) in new[]
        {
            ("label-noise, flags", "label-noise", flags),
            ("label-boundary, flags exchanged", "label-boundary", flags),
            ("label-boundary, HopSkipJump in 446 numbers", "label-boundary", numbers),
        })
        {
            Measure(name, attack, space, location, bare);
        }

        Console.WriteLine();
    }

    private static void Measure(string name, string attack, FeatureSpace space, Location30 location, InferenceSession bare)
    {
        var ours = new List<double>();
        var loop = new List<double>();
        var request = new LabelOnlyRequest([attack], location.Records, location.Model, space, new LabelOnlyOptions { QueriesPerRecord = 500, StableRankCorrelation = 2 });
        for (var run = -1; run < Runs; run++)
        {
            var counted = new CountingClassifier(location.Model);
            var seconds = Timing.Seconds(() => LabelOnlyCollector.Collect(request with { Target = counted }));
            var bareSeconds = Timing.Seconds(() => RunBare(bare, location.Model.PreferredBatchSize, counted.Records));
            if (run >= 0)
            {
                ours.Add(counted.Records / seconds);
                loop.Add(counted.Records / bareSeconds);
            }
        }

        Console.WriteLine($"| {name} | {Timing.Median(ours):N0} | {Timing.Median(loop):N0} | {Timing.Median(ours) / Timing.Median(loop):F2} |");
    }

    private static void RunBare(InferenceSession session, int batch, long records)
    {
        var values = new float[batch * 446];
        using var input = OrtValue.CreateTensorValueFromMemory(values, [batch, 446]);
        using var run = new RunOptions();
        for (long done = 0; done < records; done += batch)
        {
            using var outputs = session.Run(run, session.InputNames, [input], session.OutputNames);
        }
    }
}

/// <summary>Counts the records a model is asked about.</summary>
internal sealed class CountingClassifier(IClassifier model) : IClassifier
{
    private long records;

    public long Records => Interlocked.Read(ref records);

    public IReadOnlyList<ModelInput> Inputs => model.Inputs;

    public ClassList Classes => model.Classes;

    public ScoreKind ScoreKind => model.ScoreKind;

    public int PreferredBatchSize => model.PreferredBatchSize;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        Interlocked.Add(ref records, batch.Count);
        return model.Predict(batch, cancellation);
    }

    /// <summary>The model is the caller's.</summary>
    public void Dispose()
    {
    }
}
