using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing;

public class SurrogateFitTests
{
    private static readonly Budget Wide = new(Advantage: 0.3);

    [Fact]
    public void Surrogates_that_find_other_records_hard_give_no_figure_but_their_upper_bound_counts()
    {
        var sample = Sample(leak: 3, explained: false);
        var report = Run(sample, "lira", "loss");
        var battery = Advantage(report, AttackIds.Battery);
        Assert.Equal("loss", battery.ShownBy);
        Assert.Equal(Advantage(Run(sample, "loss"), AttackIds.Battery).Lower, battery.Lower);
        Assert.True(battery.Upper >= Advantage(report, "lira").Upper);
        var note = report.Warnings.Single(static warning => warning.Id == DiagnosticIds.SurrogateShadows);
        Assert.Contains("they do not explain this model", note.Message, StringComparison.Ordinal);
        Assert.Contains("the figure of the audit is not taken from lira", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Surrogates_that_find_the_same_records_hard_are_used()
    {
        var report = Run(Sample(leak: 3, explained: true), "lira", "loss");
        Assert.DoesNotContain("explain", report.Warnings.Single(static warning => warning.Id == DiagnosticIds.SurrogateShadows).Message, StringComparison.Ordinal);
        Assert.Equal(Advantage(report, "lira").Value > Advantage(report, "loss").Value ? "lira" : "loss", Advantage(report, AttackIds.Battery).ShownBy);
    }

    [Theory]
    [InlineData(true, VerdictKind.Pass)]
    [InlineData(false, VerdictKind.Inconclusive)]
    public void Nothing_passes_by_surrogates_alone_that_do_not_explain_it(bool explained, VerdictKind expected)
    {
        var verdict = Gate.Decide(Run(Sample(leak: 0, explained), "lira"), Wide);
        Assert.Equal(expected, verdict.Kind);
        Assert.All(verdict.Violations, static violation => Assert.Equal(DiagnosticIds.SurrogateShadows, violation.Code));
    }

    [Fact]
    public void A_leak_that_they_alone_prove_does_not_pass()
    {
        // The model's own answers tell nothing. What shadows are compared with tells much, and by that the losses agree less.
        var sample = Sample(leak: 0, explained: true, told: 6);
        Assert.Equal(VerdictKind.Fail, Gate.Decide(Run(sample, "lira"), Wide).Kind);
        Assert.Equal(VerdictKind.Pass, Gate.Decide(Run(sample, "loss"), Wide).Kind);
        Assert.Equal(VerdictKind.Inconclusive, Gate.Decide(Run(sample, "lira", "loss"), Wide).Kind);
    }

    private static AuditReport Run(AuditSample sample, params string[] ids) =>
        Auditor.Run(sample, [.. ids.Select(static id => AttackCatalog.Find(id)!)], Gate.OptionsFor(Wide));

    private static Finding Advantage(AuditReport report, string attack) =>
        report.Findings.Single(finding => finding.Attack == attack && finding.Metric == MetricIds.Advantage && finding.Slice == SliceIds.All);

    /// <param name="leak">How much surer the model is of members.</param>
    /// <param name="explained">Whether the surrogates find the same records hard as the model.</param>
    /// <param name="told">How much surer it is of members beside the surrogates alone.</param>
    private static AuditSample Sample(double leak, bool explained, double told = 0)
    {
        var sample = Synthetic.Sample(1500, 1500, leak, seed: 30, evidence: true);
        var evidence = sample.Input.Shadows!;
        var random = new Random(4);
        double[] hard = [.. Enumerable.Range(0, sample.Truth.Count).Select(_ => 3 * Synthetic.Normal(random))];
        ShadowAnswers[] shadows = [.. evidence.Shadows.Select(shadow => shadow with { Signal = [.. shadow.Trained.Select((trained, record) => (float)(hard[record] + Synthetic.Normal(random) + (trained ? 2 : 0)))] })];
        double[] model = [.. hard.Select((value, record) => (explained ? value : 3 * Synthetic.Normal(random)) + Synthetic.Normal(random) + (sample.Truth.IsMember[record] ? told : 0))];
        return sample with
        {
            Input = sample.Input with
            {
                Shadows = evidence with { Shadows = shadows, Target = new TargetAnswers(model, null), Summary = evidence.Summary with { Kind = TrainerKinds.Surrogate } },
            },
        };
    }
}
