using PrivacyGate.Auditing;
using PrivacyGate.Calibration;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Calibration;

/// <summary>A reduced grid of benchmarks/results/guards.md.</summary>
public class GuardCalibrationTests
{
    /// <summary>
    /// Weak but honest models: AUC .55. Nominal .006 at most. At most 13 of 700: a guard of error .006 has more with
    /// probability .0003; one of error .04, as without the permutation variance, has 13 or fewer with probability .001.
    /// </summary>
    [Fact]
    public void Weak_but_honest_models_are_not_refused()
    {
        (WeakModel Model, int ASide)[] cases =
        [
            (new WeakModel(0.55, 2, 0.5, ScoreKind.Logits), 100), (new WeakModel(0.55, 2, 0.5, ScoreKind.Logits), 1000), (new WeakModel(0.55, 2, 1 / 51.0, ScoreKind.Logits), 1000),
            (new WeakModel(0.55, 2, 1 / 201.0, ScoreKind.Logits), 300), (new WeakModel(0.55, 6, 1 / 6.0, ScoreKind.Logits), 300),
            (new WeakModel(0.55, 2, 0.5, ScoreKind.LabelOnly), 1000), (new WeakModel(0.55, 6, 1 / 6.0, ScoreKind.LabelOnly), 300),
        ];
        var refused = cases.Sum(one => Enumerable.Range(0, 100).AsParallel().Count(seed =>
            Auditor.WhyInvalid(one.Model.Sample(one.ASide, (ulong)seed + 500), new AuditOptions()) is not null));
        Assert.True(refused <= 13, $"{refused} of 700");
    }

    [Fact]
    public void A_model_read_wrongly_never_passes()
    {
        (Disturbance What, Verdict Verdict)[] audits = [.. Enum.GetValues<Disturbance>().SelectMany(static what => Enumerable.Range(0, 3).Select(seed => (What: what, Seed: seed)))
            .AsParallel().AsOrdered().Select(static audit => (audit.What, DisturbedAudit.Run(audit.What, 250, (ulong)audit.Seed + 40)))];
        Assert.All(audits, static audit => Assert.NotEqual(VerdictKind.Pass, audit.Verdict.Kind));
        Disturbance[] same = [Disturbance.None, Disturbance.LogitsScaled, Disturbance.LargeBatches, Disturbance.Neighbours, Disturbance.LabelsAlone];
        Assert.All(audits.Where(audit => same.Contains(audit.What)), static audit => Assert.True(audit.Verdict.Kind == VerdictKind.Fail, $"{audit}"));
        Assert.All(audits.Where(static audit => audit.What is Disturbance.ClassesPermuted or Disturbance.Noise), static audit => Assert.True(audit.Verdict.Kind == VerdictKind.Invalid, $"{audit}"));
    }
}
