using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using Xunit.Abstractions;

namespace PrivacyGate.Cli.Tests;

/// <summary>Strength of the attacks on 16 shadows of a real over-fitted model, held against an independent implementation (PyTorch).</summary>
public class Location30ShadowTests(ITestOutputHelper output)
{
    private static readonly Lazy<AuditSample> Target = new(Location30.Sample);

    [SharedFact("data", "location30")]
    public void With_the_targets_recipe_attacks_are_as_strong_as_their_reference()
    {
        var report = Audit(Location30.TargetRecipe, null);
        AtLeast(report, "lira", 0.98, 0.70);
        AtLeast(report, "lira-offline", 0.94, 0.5);
        AtLeast(report, "rmia", 0.94, 0.45);
        AtLeast(report, "attack-r", 0.94, 0.1);

        // The sides were drawn by chance: models that saw neither record nor target must not tell them apart.
        var control = report.Findings.Single(finding => finding.Attack == AttackIds.ShadowControl);
        Assert.InRange(control.Value!.Value, -0.05, 0.05);
        Assert.True(control.Lower < 0.01 && control.Upper < 0.08);
    }

    [SharedFact("data", "location30")]
    public void Shadows_trained_for_a_third_of_the_epochs_still_tell_nearly_all() =>
        AtLeast(Audit(Location30.TargetRecipe with { Epochs = 20 }, null), "lira", 0.95, 0.5);

    [SharedFact("data", "location30")]
    public void Matched_to_the_targets_loss_adam_will_do() => Matched(OptimizerKind.Adam, 1e-3, 0);

    [SharedFact("data", "location30")]
    public void Matched_to_the_targets_loss_adam_with_decoupled_decay_will_do() => Matched(OptimizerKind.AdamW, 2e-3, 0);

    [SharedFact("data", "location30")]
    public void Matched_to_the_targets_loss_plain_descent_with_momentum_will_do() => Matched(OptimizerKind.Sgd, 0.05, 0.9);

    [SharedFact("data", "location30")]
    public void An_attacker_without_any_member_finds_much()
    {
        var report = Audit(Location30.TargetRecipe, null, ShadowSources.Reference);
        Assert.Equal(["raw-score", "lira"], report.Refused.Select(static refused => refused.Attack));
        AtLeast(report, "lira-offline", 0.9, 0.3);
    }

    private void Matched(OptimizerKind optimizer, double learningRate, double momentum)
    {
        var recipe = new TrainingRecipe { BatchSize = 64, Optimizer = optimizer, LearningRate = learningRate, Momentum = momentum };
        var report = Audit(recipe, Target.Value.Input.MeanMemberLoss);
        Assert.True(report.Shadows!.AllMatched);
        AtLeast(report, "lira", 0.97, 0.65);
    }

    private AuditReport Audit(TrainingRecipe recipe, double? wantedLoss, string source = ShadowSources.Auditor)
    {
        using var trainer = Location30.Trainer(recipe, wantedLoss);
        using var networks = new NetworkFitter();
        var others = source == ShadowSources.Auditor ? null : Location30.Read("split == reference");
        var sample = Location30.WithShadows(Target.Value, trainer, networks, source, others);
        var ran = AttackCatalog.All.Where(attack => !attack.Needs.HasFlag(AttackNeeds.Labels)).ToArray();
        var report = Auditor.Run(sample, ran, new AuditOptions { DegreeOfParallelism = Environment.ProcessorCount });
        output.WriteLine($"{report.Shadows}");
        foreach (var attack in report.Findings.Select(finding => finding.Attack).Distinct())
        {
            output.WriteLine($"{attack,-28} {string.Join("  ", report.Findings.Where(finding => finding.Attack == attack).Select(finding => $"{finding.Metric} {finding.Value:0.0000} [{finding.Lower:0.000}-{finding.Upper:0.000}]"))}");
        }

        return report;
    }

    private static void AtLeast(AuditReport report, string attack, double area, double tpr)
    {
        double Value(string metric) => report.Findings.Single(finding => finding.Attack == attack && finding.Metric == metric).Value!.Value;
        Assert.True(Value(MetricIds.Auc) >= area, $"{attack}: area {Value(MetricIds.Auc)}");
        Assert.True(Value(MetricIds.TprAtOnePercent) >= tpr, $"{attack}: true-positive rate {Value(MetricIds.TprAtOnePercent)}");
    }
}
