using System.Diagnostics;
using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Shadows as an audit gets them, pilots and all, and what every attack without networks of its own makes of them.</summary>
internal static class ScaleTrial
{
    private const int Shadows = 16;

    /// <summary>Advantage within which a target passes.</summary>
    private const double Allowed = .25;

    private static readonly IAttack[] Attacks =
        [new LiraAttack(), new LiraOfflineAttack(), new RmiaAttack(), new BaseAttack(), new AttackRAttack(), new CalibratedLossAttack()];

    /// <param name="Auc">Area by attack.</param>
    /// <param name="Summary">What the shadows were.</param>
    /// <param name="Temperature">What the target's logits were divided by.</param>
    /// <param name="PilotSeconds">Time it took to settle on a trainer.</param>
    /// <param name="ShadowSeconds">Time all shadows took.</param>
    /// <param name="MemberLoss">The target's mean loss on its members as it answers.</param>
    /// <param name="Verdict">On the budget given.</param>
    internal sealed record Outcome(
        IReadOnlyDictionary<string, double> Auc, ShadowSummary Summary, double Temperature, double PilotSeconds, double ShadowSeconds, double MemberLoss, VerdictKind Verdict)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{Verdict} {string.Join(' ', Auc.Select(static pair => FormattableString.Invariant($"{pair.Key} {pair.Value:0.000}")))}; {Summary.Matched}/{Summary.Count}, loss {Summary.MeanMemberLoss:G3} wanted {Summary.TargetMemberLoss:G3}, {Summary.MeanEpochs:0.0} epochs, T {Temperature:0.###}, pilots {PilotSeconds:0.0} s, shadows {ShadowSeconds:0.0} s; {Summary.Trainer}");
    }

    /// <param name="inspection">The target.</param>
    /// <param name="all">The records; the first half are members.</param>
    /// <param name="recipe">How networks are trained.</param>
    /// <param name="known">Whether the temperature is looked for.</param>
    public static Outcome Run(ModelInspection inspection, RecordBatch all, TrainingRecipe? recipe = null, bool known = true)
    {
        using var target = OnnxClassifier.Open(inspection);
        var sample = Sample(target, all);
        (var records, var isMember, var memberLoss) = (sample.Input.Records!, sample.Truth.IsMember, sample.Input.MeanMemberLoss!.Value);
        var members = isMember.Count(static member => member);
        using var networks = new NetworkFitter();
        var clock = Stopwatch.StartNew();
        using var trainer = ShadowTrainers.For(
            new ShadowTrainerRequest(inspection, records, members, memberLoss, recipe ?? new TrainingRecipe(), networks)
            {
                Fit = known ? TargetFit.Of(target, records, isMember, memberLoss, CancellationToken.None) : null,
            },
            CancellationToken.None);
        var pilots = clock.Elapsed.TotalSeconds;
        var input = sample.Input;
        var pool = ShadowPool.Create(ShadowSources.Auditor, records, null, []);
        var schedule = ShadowSchedule.For(pool, Shadows, members, seed: 1);
        var options = new ShadowOptions { Workers = 2, TargetMemberLoss = memberLoss, Target = target };
        var evidence = ShadowRunner.Run(input, pool, schedule, trainer, options)!;
        input = input with { Shadows = evidence };
        var areas = new Dictionary<string, double> { ["loss"] = Auc(new LossAttack().Score(input).Values, isMember) };
        foreach (var attack in Attacks)
        {
            areas[attack.Id] = Auc(attack.Score(input).Values, isMember);
        }

        var budget = new Budget(Advantage: Allowed);
        var report = Auditor.Run(sample with { Input = input }, Attacks, Gate.OptionsFor(budget));
        return new Outcome(
            areas, evidence.Summary, trainer.Description.Temperature, pilots, clock.Elapsed.TotalSeconds - pilots, memberLoss, Gate.Decide(report, budget).Kind);
    }

    private static AuditSample Sample(OnnxClassifier target, RecordBatch all)
    {
        var collector = new SignalCollector([], keepRecords: true);
        var half = all.Count / 2;
        foreach ((var side, var first) in new[] { (Side.Member, 0), (Side.NonMember, half) })
        {
            var batch = all.Pick([.. Enumerable.Range(first, half)]);
            collector.Add(side, batch, target.Predict(batch, CancellationToken.None));
        }

        return collector.ToSample();
    }

    /// <summary>Share of pairs of a member and another record in which the member scores higher; ties count half.</summary>
    private static double Auc(double[] scores, bool[] isMember)
    {
        double[] others = [.. scores.Where((_, row) => !isMember[row]).Order()];
        var wins = scores.Where((_, row) => isMember[row]).Sum(score => (LowerBound(others, score, false) + LowerBound(others, score, true)) / 2.0);
        return wins / ((double)others.Length * (scores.Length - others.Length));
    }

    private static int LowerBound(double[] sorted, double value, bool alsoEqual)
    {
        (var low, var high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var below = alsoEqual ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = below ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
