using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>Queries a second of label-only questions against a bare ONNX Runtime loop: same model, same batch, one thread each, in turn.</summary>
internal static class Speed
{
    private const int Runs = 5;

    public static void Print(string folder)
    {
        using var target = BenchmarkTarget.Load(folder, 200);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var bare = new InferenceSession(Path.Combine(folder, "model.onnx"), options);
        var space = FeatureSpace.Of(target.Records, []);
        var numbers = FeatureSpace.Uniform(target.Features, [], space.IsPicture);
        Console.WriteLine($"## {target.Name}: queries a second beside a bare ONNX Runtime loop (one thread each, batches of {target.Model.PreferredBatchSize}, medians of {Runs} runs in turn)");
        Console.WriteLine();
        Console.WriteLine("| questions | ours | bare loop | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Measure($"label-noise, {(space.IsPicture ? "points" : "flags")}", "label-noise", space, target, bare);
        if (!space.IsPicture)
        {
            Measure("label-boundary, flags exchanged", "label-boundary", space, target, bare);
        }

        Measure($"label-boundary, HopSkipJump in {target.Features.Width} numbers", "label-boundary", numbers, target, bare);
        Console.WriteLine();
    }

    private static void Measure(string name, string attack, FeatureSpace space, BenchmarkTarget target, InferenceSession bare)
    {
        var ours = new List<double>();
        var loop = new List<double>();
        var request = new LabelOnlyRequest([attack], target.Records, target.Model, space, new LabelOnlyOptions { QueriesPerRecord = 500, StableRankCorrelation = 2 });
        for (var run = -1; run < Runs; run++)
        {
            var counted = new CountingClassifier(target.Model);
            var seconds = Timing.Seconds(() => LabelOnlyCollector.Collect(request with { Target = counted }));
            var bareSeconds = Timing.Seconds(() => RunBare(bare, target, counted.Records));
            if (run >= 0)
            {
                ours.Add(counted.Records / seconds);
                loop.Add(counted.Records / bareSeconds);
            }
        }

        Console.WriteLine($"| {name} | {Timing.Median(ours):N0} | {Timing.Median(loop):N0} | {Timing.Median(ours) / Timing.Median(loop):F2} |");
    }

    private static void RunBare(InferenceSession session, BenchmarkTarget target, long records)
    {
        var batch = target.Model.PreferredBatchSize;
        var values = new float[batch * target.Features.Width];
        using var input = OrtValue.CreateTensorValueFromMemory(values, [batch, .. target.Features.RecordShape]);
        using var run = new RunOptions();
        for (long done = 0; done < records; done += batch)
        {
            using var outputs = session.Run(run, session.InputNames, [input], session.OutputNames);
        }
    }
}
