using System.Diagnostics;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.Training;

/// <summary>Trains shadows, one on each core at a time.</summary>
internal static class ShadowTimer
{
    /// <returns>Seconds for all shadows, and their mean loss.</returns>
    public static (double Seconds, double Loss) Train(NetworkTrainer trainer, RecordBatch records, int shadows, int workers)
    {
        var losses = new double[shadows];
        var watch = Stopwatch.StartNew();
        Parallel.For(0, shadows, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
        {
            using var shadow = trainer.Train(records, (ulong)i, CancellationToken.None);
            losses[i] = shadow.Summary.MeanLoss;
        });
        return (watch.Elapsed.TotalSeconds, losses.Average());
    }
}
