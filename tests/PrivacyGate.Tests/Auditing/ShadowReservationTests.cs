using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing;

public class ShadowReservationTests
{
    private static readonly AuditSample Tight = Synthetic.Sample(1500, 1500, 0, seed: 30, evidence: true);
    private static readonly Budget Wide = new(Advantage: 0.3);

    private static AuditReport Report(Func<ShadowSummary, ShadowSummary> change, params string[] ids)
    {
        var evidence = Tight.Input.Shadows!;
        var sample = Tight with { Input = Tight.Input with { Shadows = evidence with { Summary = change(evidence.Summary) } } };
        return Auditor.Run(sample, [.. ids.Select(id => AttackCatalog.Find(id)!)], Gate.OptionsFor(Wide));
    }

    [Fact]
    public void Shadows_that_fit_like_the_target_may_pass_it_alone()
    {
        var report = Report(summary => summary, "lira");
        Assert.Empty(report.Warnings);
        Assert.Empty(report.Reservations);
        Assert.Equal(VerdictKind.Pass, Gate.Decide(report, Wide).Kind);
        Assert.Equal(Tight.Input.Shadows!.Summary, report.Shadows);
    }

    [Theory]
    [InlineData(VerdictKind.Inconclusive, "lira")]
    [InlineData(VerdictKind.Inconclusive, "lira", "rmia", "ml-leaks")]
    [InlineData(VerdictKind.Pass, "lira", "loss")]
    [InlineData(VerdictKind.Pass, "loss")]
    public void Unmatched_shadows_pass_nobody_alone(VerdictKind expected, params string[] ids)
    {
        var report = Report(summary => summary with { Matched = 5, TargetMemberLoss = 0.0122, MeanMemberLoss = 0.0411 }, ids);
        var warning = Assert.Single(report.Warnings);
        Assert.Equal((DiagnosticIds.ShadowsUnmatched, Severity.Warning), (warning.Id, warning.Severity));
        Assert.StartsWith("3 of 8 shadow models did not reach the model's loss on its members, 0.0122;", warning.Message, StringComparison.Ordinal);
        var verdict = Gate.Decide(report, Wide);
        Assert.Equal(expected, verdict.Kind);
        if (expected == VerdictKind.Inconclusive)
        {
            var reason = Assert.Single(verdict.Violations);
            Assert.Equal((DiagnosticIds.ShadowsUnmatched, warning.Message), (reason.Code, reason.Message));
        }
    }

    [Theory]
    [InlineData(1, 2.5, VerdictKind.Inconclusive)]
    [InlineData(2, 2.5, VerdictKind.Pass)]
    [InlineData(1, 0.01, VerdictKind.Pass)]
    public void Shadows_ahead_of_the_target_after_one_epoch_pass_nobody_beside_other_attacks_either(double epochs, double targetLoss, VerdictKind expected)
    {
        var report = Report(summary => summary with { Matched = 0, MeanMemberLoss = 0.5, TargetMemberLoss = targetLoss, MeanEpochs = epochs }, "lira", "loss");
        Assert.Equal(expected, Gate.Decide(report, Wide).Kind);
        Assert.Equal(targetLoss > 0.5, report.Warnings[0].Message.Contains("fit their own records more closely", StringComparison.Ordinal));
    }

    [Fact]
    public void A_leak_that_unmatched_shadows_find_still_fails()
    {
        var leaking = Synthetic.Sample(500, 500, 3, seed: 32, evidence: true);
        var evidence = leaking.Input.Shadows!;
        var unmatched = leaking with { Input = leaking.Input with { Shadows = evidence with { Summary = evidence.Summary with { Matched = 0 } } } };
        var report = Auditor.Run(unmatched, [new LiraAttack()], new AuditOptions());
        Assert.Single(report.Reservations);
        Assert.Equal(VerdictKind.Fail, Gate.Decide(report, Budget.Default).Kind);
    }

    [Theory]
    [InlineData(900, "a ratio of 0.75;", "give reference records")]
    [InlineData(959, "a ratio of 0.80;", "give reference records")]
    [InlineData(960, null, null)]
    [InlineData(1500, null, null)]
    [InlineData(1501, "a ratio of 1.25;", "shadows.training.records")]
    public void Shadows_of_another_size_are_told(int records, string? ratio, string? cure)
    {
        var report = Report(summary => summary with { Records = records, TargetRecords = 1200 }, "lira");
        Assert.Equal(ratio is null ? [] : [DiagnosticIds.ShadowSizeDiffers], report.Warnings.Select(warning => warning.Id));
        if (ratio is not null)
        {
            Assert.Contains(ratio, report.Warnings[0].Message, StringComparison.Ordinal);
            Assert.Contains(cure!, report.Warnings[0].Message, StringComparison.Ordinal);
        }
    }
}
