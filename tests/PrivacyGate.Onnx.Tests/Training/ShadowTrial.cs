using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Sixteen shadows, each record in half of them, and what attacks make of them: enough to see whether shadows are worth their name.</summary>
internal static class ShadowTrial
{
    private const int Shadows = 16;

    internal sealed record Outcome(double LossAuc, double LiraAuc, double MeanLoss, int Matched);

    /// <param name="target">The audited model.</param>
    /// <param name="pool">Members first, as many others after them.</param>
    /// <param name="trainer">Trains the shadows.</param>
    public static Outcome Run(IClassifier target, RecordBatch pool, ITrainer trainer)
    {
        int count = pool.Count;
        var trained = new bool[Shadows][];
        var answers = new double[Shadows][];
        var losses = new TrainingSummary[Shadows];
        Parallel.For(0, Shadows, new ParallelOptions { MaxDegreeOfParallelism = 2 }, shadow =>
        {
            trained[shadow] = Half(count, shadow);
            using TrainedModel model = trainer.Train(pool.Pick([.. Enumerable.Range(0, count).Where(row => trained[shadow][row])]), (ulong)shadow, CancellationToken.None);
            losses[shadow] = model.Summary;
            answers[shadow] = Confidence(model.Classifier, pool);
        });
        double[] own = Confidence(target, pool);
        return new Outcome(Auc(own), Auc(Lira(own, trained, answers)), losses.Average(static loss => loss.MeanLoss), losses.Count(static loss => loss.Matched));
    }

    public static double[] Confidence(IClassifier model, RecordBatch pool) =>
        SignalCalculator.Calculate(model.Predict(pool, CancellationToken.None), pool.Labels).Confidence!;

    /// <summary>Half of the records for one shadow, the other half for the next: each record is in eight of sixteen.</summary>
    private static bool[] Half(int count, int shadow)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random((shadow / 2) + 1).Shuffle(order);
        var half = new bool[count];
        for (int i = 0; i < count; i++)
        {
            half[order[i]] = (i < count / 2) == (shadow % 2 == 0);
        }

        return half;
    }

    /// <summary>Log-likelihood ratio of two normal distributions a record, their variances pooled over records (Carlini et al. 2022).</summary>
    private static double[] Lira(double[] own, bool[][] trained, double[][] answers)
    {
        int count = own.Length;
        var means = new double[2][];
        var variances = new double[2];
        for (int side = 0; side < 2; side++)
        {
            means[side] = new double[count];
            for (int row = 0; row < count; row++)
            {
                double[] some = [.. Enumerable.Range(0, Shadows).Where(shadow => trained[shadow][row] == (side == 1)).Select(shadow => answers[shadow][row])];
                double mean = some.Average();
                means[side][row] = mean;
                variances[side] += some.Sum(value => (value - mean) * (value - mean)) / (count * (some.Length - 1));
            }
        }

        return [.. own.Select((value, row) => LogDensity(value, means[1][row], variances[1]) - LogDensity(value, means[0][row], variances[0]))];
    }

    private static double LogDensity(double value, double mean, double variance) => (-(value - mean) * (value - mean) / (2 * variance)) - (Math.Log(variance) / 2);

    /// <summary>Share of pairs of a member and another record in which the member scores higher; ties count half.</summary>
    private static double Auc(double[] scores)
    {
        int half = scores.Length / 2;
        double wins = 0;
        for (int member = 0; member < half; member++)
        {
            for (int other = half; other < scores.Length; other++)
            {
                wins += scores[member] > scores[other] ? 1 : scores[member] == scores[other] ? .5 : 0;
            }
        }

        return wins / ((double)half * (scores.Length - half));
    }
}
