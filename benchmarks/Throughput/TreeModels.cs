using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.Throughput;

/// <summary>Models of trees: our classifier against a bare ONNX Runtime loop over the same file, one thread each, in turn.</summary>
internal static class TreeModels
{
    private const int Runs = 7;
    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(.2);

    public static void Write(IEnumerable<string> paths)
    {
        Console.WriteLine("| model | batch | ours (records/s) | bare loop (records/s) | times as fast |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var path in paths)
        {
            using var ours = OnnxClassifier.Open(path, null);
            using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
            using var bare = new InferenceSession(path, options);
            foreach (var size in new[] { 32, 256, 4096 })
            {
                var (own, raw) = Measure(ours, bare, size);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {path} | {size} | {own:N0} | {raw:N0} | {own / raw:F1} |"));
            }
        }
    }

    private static (double Ours, double Bare) Measure(OnnxClassifier ours, InferenceSession bare, int size)
    {
        // Many different records: a processor learns the ways of a few by heart, and no audit asks the same ones again and again.
        var input = ours.Inputs[0];
        var width = input.RecordShape[0];
        var blocks = Enumerable.Range(0, Math.Max(1, 8192 / size)).Select(i => SyntheticRecords.Matrix(size, width, i)).ToArray();
        var batches = Array.ConvertAll(blocks, values => new RecordBatch([new FeatureBlock(input.Name, ElementKind.Float32, [width], values)], new int[size], new UInt128[size], null, []));
        var own = new List<double>();
        var raw = new List<double>();
        for (var run = -1; run < Runs; run++)
        {
            var a = Rate(size, i => ours.Predict(batches[i % batches.Length], CancellationToken.None));
            var b = Rate(size, i => InferenceLoop.RunBare(bare, blocks[i % blocks.Length], size, width));
            if (run >= 0)
            {
                own.Add(a);
                raw.Add(b);
            }
        }

        return (InferenceLoop.Median(own), InferenceLoop.Median(raw));
    }

    private static double Rate(int size, Action<int> work)
    {
        var watch = Stopwatch.StartNew();
        var done = 0;
        while (watch.Elapsed < RunTime)
        {
            work(done++);
        }

        return (double)done * size / watch.Elapsed.TotalSeconds;
    }
}
