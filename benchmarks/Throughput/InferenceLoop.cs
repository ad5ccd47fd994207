using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.Throughput;

/// <summary>Our classifier against a bare ONNX Runtime loop: same model, same records, same batch, one thread each, in turn.</summary>
internal static class InferenceLoop
{
    /// <summary>Median time of ours divided by median time of the bare loop.</summary>
    public static (double OursSeconds, double BareSeconds) Measure(string modelPath, int width, int records, int runs)
    {
        using var ours = OnnxClassifier.Open(modelPath, null);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var bare = new InferenceSession(modelPath, options);
        var batches = Batches(ours, width, records);
        var oursTimes = new List<double>();
        var bareTimes = new List<double>();
        for (var run = -1; run < runs; run++)
        {
            var a = Time(() => batches.ForEach(batch => ours.Predict(batch, CancellationToken.None)));
            var b = Time(() => batches.ForEach(batch => RunBare(bare, (float[])batch.Features[0].Values, batch.Count, width)));
            if (run >= 0)
            {
                oursTimes.Add(a);
                bareTimes.Add(b);
            }
        }

        return (Median(oursTimes), Median(bareTimes));
    }

    /// <summary>Every record through ONNX Runtime with its default options, and nothing else.</summary>
    public static double RawSeconds(string modelPath, int width, int records, int batchSize)
    {
        using var session = new InferenceSession(modelPath);
        var values = SyntheticRecords.Matrix(batchSize, width, seed: 5);
        return Time(() =>
        {
            for (var done = 0; done < records; done += batchSize)
            {
                RunBare(session, values, batchSize, width);
            }
        });
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    /// <summary>One batch through a bare session.</summary>
    public static void RunBare(InferenceSession session, float[] values, int records, int width)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(values, [records, width]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, session.InputNames, [input], session.OutputNames);
    }

    private static List<RecordBatch> Batches(OnnxClassifier classifier, int width, int records)
    {
        var size = classifier.PreferredBatchSize;
        return
        [
            .. Enumerable.Range(0, Math.Max(1, records / size)).Select(i => new RecordBatch(
                [new FeatureBlock(classifier.Inputs[0].Name, ElementKind.Float32, [width], SyntheticRecords.Matrix(size, width, i))],
                new int[size],
                new UInt128[size],
                null,
                [])),
        ];
    }

    private static double Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
