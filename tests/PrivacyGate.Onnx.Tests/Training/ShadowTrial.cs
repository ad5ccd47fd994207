using PrivacyGate.Attacks;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Sixteen shadows by the engine's own schedule, and what its attacks make of them.</summary>
internal static class ShadowTrial
{
    private const int Shadows = 16;

    internal sealed record Outcome(double LossAuc, double LiraAuc, double OfflineAuc, double RmiaAuc, double MeanLoss, int Matched);

    /// <param name="target">The audited model.</param>
    /// <param name="records">Members first, as many others after them.</param>
    /// <param name="trainer">Trains the shadows.</param>
    public static Outcome Run(IClassifier target, RecordBatch records, ITrainer trainer)
    {
        var signals = SignalCalculator.Calculate(target.Predict(records, CancellationToken.None), records.Labels);
        var memberLoss = signals.Confidence!.Take(records.Count / 2).Average(SignalCalculator.Loss);
        var input = new AuditInput(signals, memberLoss) { Records = records };
        var pool = ShadowPool.Create(ShadowSources.Auditor, records, null, []);
        var schedule = ShadowSchedule.For(pool, Shadows, records.Count / 2, seed: 1);
        var evidence = ShadowRunner.Run(input, pool, schedule, trainer, new ShadowOptions { Workers = 2, TargetMemberLoss = memberLoss })!;
        input = input with { Shadows = evidence };
        double Of(IAttack attack) => Auc(attack.Score(input).Values);
        return new Outcome(
            Of(new LossAttack()), Of(new LiraAttack()), Of(new LiraOfflineAttack()), Of(new RmiaAttack()), evidence.Summary.MeanMemberLoss, evidence.Summary.Matched);
    }

    public static double[] Confidence(IClassifier model, RecordBatch pool) =>
        SignalCalculator.Calculate(model.Predict(pool, CancellationToken.None), pool.Labels).Confidence!;

    /// <summary>Share of pairs of a member and another record in which the member scores higher; ties count half.</summary>
    private static double Auc(double[] scores)
    {
        var half = scores.Length / 2;
        double wins = 0;
        for (var member = 0; member < half; member++)
        {
            for (var other = half; other < scores.Length; other++)
            {
                wins += scores[member] > scores[other] ? 1 : scores[member] == scores[other] ? .5 : 0;
            }
        }

        return wins / ((double)half * (scores.Length - half));
    }
}
