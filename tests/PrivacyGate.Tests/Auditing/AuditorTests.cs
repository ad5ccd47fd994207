using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.Samples;
using static PrivacyGate.Tests.Auditing.CollectedSamples;

namespace PrivacyGate.Tests.Auditing;

public class AuditorTests
{
    [Fact]
    public void Slices_under_a_budget_without_advantage_are_told_to_decide_nothing()
    {
        AuditReport Run(Budget budget) => Auditor.Run(Collected(Draw(new Random(6), 50, 0, "a")), LossOnly, Gate.OptionsFor(budget));
        var warning = Assert.Single(Run(new Budget(Auc: 0.9)).Warnings);
        Assert.Equal((DiagnosticIds.SlicesOnAdvantageOnly, Severity.Warning), (warning.Id, warning.Severity));
        Assert.Empty(Run(new Budget(Advantage: 0.9, Auc: 0.9)).Warnings);
    }

    [Fact]
    public void The_battery_comes_first_and_every_attack_brings_every_figure()
    {
        var report = Auditor.Run(Synthetic.Sample(500, 400, 1, seed: 3, evidence: true), AttackCatalog.For(ModelTask.Classification), new AuditOptions());
        string[] metrics = [MetricIds.Advantage, MetricIds.Auc, MetricIds.TprAtOnePercent, MetricIds.TprAtOnePerMille, MetricIds.Epsilon];
        string[] classic = ["gap", "loss-mean", "transfer", "shokri-shadow", "ml-leaks"];
        IEnumerable<string> MetricsOf(string id) => [.. metrics, .. classic.Contains(id) ? new[] { MetricIds.Precision, MetricIds.Recall } : []];
        Assert.Equal(
            [
                ("battery", MetricIds.Advantage), .. AttackCatalog.For(ModelTask.Classification).Select(static attack => attack.Id).SelectMany(id => MetricsOf(id).Select(metric => (id, metric))),
                ("control-blind", MetricIds.Control), ("control-shadows", MetricIds.Control),
            ],
            report.Findings.Select(finding => (finding.Attack, finding.Metric)));
        Assert.All(report.Findings, finding =>
        {
            Assert.Equal((500, 400, "all"), (finding.Members, finding.NonMembers, finding.Slice));
            Assert.All([finding.Method, finding.Estimand, finding.AdjustedFor], text => Assert.NotEqual("", text));
            Assert.True(finding.Lower is null || finding.Lower <= finding.Value);
            Assert.True(finding.Upper is null || finding.Value <= finding.Upper);
        });
        Finding[] attacks = [.. report.Findings.Where(finding => finding.Metric == MetricIds.Advantage && finding.Attack != "battery")];
        Assert.Equal(attacks.Max(finding => finding.Upper), report.Findings[0].Upper);
        Assert.Contains(report.Findings[0].ShownBy, AttackCatalog.Ids);
    }

    [Fact]
    public void Too_few_non_members_leave_a_rate_unmeasured_and_say_how_many_it_takes()
    {
        var report = Auditor.Run(Synthetic.Sample(500, 400, 1, seed: 3), LossOnly, new AuditOptions());
        var percent = report.Findings.Single(finding => finding.Metric == MetricIds.TprAtOnePercent);
        var perMille = report.Findings.Single(finding => finding.Metric == MetricIds.TprAtOnePerMille);
        Assert.NotNull(percent.Value);
        Assert.Null(percent.NonMembersNeeded);
        Assert.Equal((null, null, null, 3688), (perMille.Value, perMille.Lower, perMille.Upper, perMille.NonMembersNeeded));
    }

    /// <summary>Twelve claims share the error: no threshold of 400 non-members is that safe, but the rate has its estimate and its upper bound.</summary>
    [Fact]
    public void A_budgeted_rate_is_measured_from_as_many_non_members_as_any_and_proves_what_it_states()
    {
        var sample = Synthetic.Sample(500, 400, 1, seed: 3);
        Finding Of(Budget budget) => Auditor.Run(sample, AttackCatalog.For(ModelTask.Classification), Gate.OptionsFor(budget))
            .Findings.First(finding => finding.Attack == "loss" && finding.Metric == MetricIds.TprAtOnePercent);
        var budgeted = Of(new Budget(TprAtFpr: new TprLimit(0.01, 0.5)));
        Assert.Null(budgeted.NonMembersNeeded);
        Assert.Equal(0, budgeted.Lower);
        Assert.InRange(budgeted.Upper!.Value, budgeted.Value!.Value, 0.5);
        Assert.Equal(1 - 0.025 - (0.025 / 12), budgeted.Confidence, 1e-12);
        Assert.Equal(0.90, Of(Budget.Default).Confidence, 1e-12);

        // 3,687 non-members cannot bound .1 % whatever is budgeted, and the number they are told is that of the documents.
        var strict = new Budget(TprAtFpr: new TprLimit(0.001, 0.5));
        var open = Assert.Single(Gate.Decide(Auditor.Run(sample, AttackCatalog.For(ModelTask.Classification), Gate.OptionsFor(strict)), strict).Violations);
        Assert.Equal((DiagnosticIds.NotMeasurable, 3688), (open.Code, open.RecordsNeeded!.Count));
    }

    [Fact]
    public void A_budgeted_epsilon_takes_the_error_of_one_side_and_can_be_proven_through_the_whole_audit()
    {
        Finding Of(Budget budget) => Auditor.Run(Synthetic.Sample(500, 400, 3, seed: 3), AttackCatalog.For(ModelTask.Classification), Gate.OptionsFor(budget))
            .Findings.First(finding => finding.Attack == "loss" && finding.Metric == MetricIds.Epsilon);
        var free = Of(Budget.Default);
        var budgeted = Of(new Budget(Epsilon: 0.5));
        Assert.Equal((0.95, 0.975), (free.Confidence, budgeted.Confidence));
        Assert.True(0.5 < budgeted.Lower && budgeted.Lower < free.Lower, $"{budgeted.Lower} {free.Lower}");
        var small = new Budget(Epsilon: 1);
        var verdict = Gate.Decide(Auditor.Run(Synthetic.Sample(20, 20, 0, seed: 3), AttackCatalog.For(ModelTask.Classification), Gate.OptionsFor(small)), small);
        Assert.Equal(VerdictKind.Inconclusive, verdict.Kind);
        Assert.Equal(DiagnosticIds.NotMeasurable, Assert.Single(verdict.Violations).Code);
    }

    [Fact]
    public void Budgets_decided_together_get_wider_lower_bounds()
    {
        var sample = Synthetic.Sample(2000, 2000, 1, seed: 4);
        var both = new Budget(Advantage: 0.1, Auc: 0.6);
        Finding Of(Budget budget, string attack, string metric) =>
            Auditor.Run(sample, AttackCatalog.For(ModelTask.Classification), Gate.OptionsFor(budget)).Findings.First(finding => finding.Attack == attack && finding.Metric == metric);
        var alone = Of(Budget.Default, "battery", MetricIds.Advantage);
        var together = Of(both, "battery", MetricIds.Advantage);
        Assert.True(together.Lower < alone.Lower);
        Assert.Equal(alone.Upper, together.Upper);
        Assert.Equal(0.95, alone.Confidence, 1e-12);
        Assert.Equal(0.9625, together.Confidence, 1e-12);
        var pointwise = Of(Budget.Default, "loss", MetricIds.Auc);
        var gating = Of(both, "loss", MetricIds.Auc);
        Assert.Equal("pointwise", pointwise.AdjustedFor);
        var attacks = AttackCatalog.For(ModelTask.Classification).Count(attack => attack.Refusal(sample.Input) is null);
        Assert.Contains(FormattableString.Invariant($"{attacks} attacks and 2 budgeted metrics"), gating.AdjustedFor, StringComparison.Ordinal);
        Assert.True(gating.Lower < pointwise.Lower);
        Assert.Equal(pointwise.Upper, gating.Upper);
    }

    [Fact]
    public void A_leak_in_one_slice_fails_the_build_and_names_the_slice()
    {
        var random = new Random(5);
        var sample = Collected([.. Draw(random, 3000, 0, "adult"), .. Draw(random, 500, 2.5, "child"), .. Draw(random, 5, 2.5, "tiny")]);
        var report = Auditor.Run(sample, AttackCatalog.For(ModelTask.Classification), new AuditOptions());
        Assert.Equal(["all", "group=adult", "group=child"], report.Findings.Where(finding => finding.Attack == "battery").Select(finding => finding.Slice));
        Assert.Equal(0.975, report.Findings[1].Confidence, 1e-12);
        Assert.Equal(DiagnosticIds.SlicesTooSmall, Assert.Single(report.Warnings).Id);
        var verdict = Gate.Decide(report, new Budget(Advantage: 0.3));
        Assert.Equal(VerdictKind.Fail, verdict.Kind);
        var violation = Assert.Single(verdict.Violations);
        Assert.Equal("group=child", violation.Slice);
        Assert.Contains(" in group=child (97.5% CI ", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undecided_slice_is_told_and_does_not_spoil_a_pass()
    {
        var random = new Random(6);
        var sample = Collected([.. Draw(random, 4000, 0, "adult"), .. Draw(random, 50, 0, "child")]);
        var verdict = Gate.Decide(Auditor.Run(sample, AttackCatalog.For(ModelTask.Classification), new AuditOptions()), Budget.Default);
        Assert.Equal(VerdictKind.Pass, verdict.Kind);
        Assert.Empty(verdict.Violations);
        Assert.Equal("group=child", Assert.Single(verdict.UndecidedSlices).Slice);
    }

    [Fact]
    public void A_subject_counts_once_a_side_and_keeps_to_one_fold()
    {
        var random = new Random(7);
        var records = Enumerable.Range(0, 2000).Select(i => (
            i < 1000 ? Side.Member : Side.NonMember, Synthetic.Answer.Draw(random, 3, 0), "a", (UInt128)(i % 950)));
        var sample = Collected(records, subjects: true);
        var battery = Auditor.Run(sample, LossOnly, new AuditOptions()).Findings[0];
        Assert.Equal((950, 950), (battery.Members, battery.NonMembers));
        Assert.Contains("a subject counts once", battery.Method, StringComparison.Ordinal);
        var set = EvaluationSet.Of("all", sample.Truth, sample.Input.Signals.TrueClass, null);
        Assert.Equal(1900, set.Folds.Bits.Length);
        for (var split = 0; split < 11; split++)
        {
            Assert.InRange(set.Folds.MembersIn(split, 0), 474, 476);
        }
    }

    [Theory]
    [InlineData(ScoreKind.Logits, 2.5)]
    [InlineData(ScoreKind.LabelOnly, 2.5)]
    public void Swapped_sides_are_invalid_and_never_a_pass(ScoreKind kind, double leak)
    {
        var report = Auditor.Run(Synthetic.Sample(2000, 2000, leak, seed: 8, kind: kind, swapSides: true), AttackCatalog.For(ModelTask.Classification), new AuditOptions());
        var verdict = Gate.Decide(report, Budget.Default);
        Assert.Equal(VerdictKind.Invalid, verdict.Kind);
        var violation = Assert.Single(verdict.Violations);
        Assert.Equal(DiagnosticIds.SidesSwapped, violation.Code);
        Assert.Contains("are members and nonMembers swapped in the spec?", violation.Message, StringComparison.Ordinal);

        // What is told of the swapped files is what the right order would have shown.
        var right = Auditor.Run(Synthetic.Sample(2000, 2000, leak, seed: 8, kind: kind), AttackCatalog.For(ModelTask.Classification), new AuditOptions()).Findings[0];
        Assert.Equal((right.Value, right.Lower, right.ShownBy), (violation.Value, violation.Lower, violation.Attack));
    }

    [Fact]
    public void A_proven_leak_fails_even_where_the_other_way_round_is_remarkable_too()
    {
        var report = new AuditReport(
            new RecordCounts(500, 500, 0, 0, 0), new SideAccuracy(1, 1),
            [
                new Finding("battery", MetricIds.Advantage, "all", 0.3, 0.2, 0.4, 0.95, "", "", "", 500, 500),
                new Finding("battery", MetricIds.SwappedAdvantage, "all", 0.3, 0.25, 0.4, 0.95, "", "", "", 500, 500),
            ],
            [], null, []);
        Assert.Equal(VerdictKind.Fail, Gate.Decide(report, Budget.Default).Kind);
        Assert.Equal(VerdictKind.Invalid, Gate.Decide(report, new Budget(Advantage: 0.2)).Kind);
        Assert.Equal(VerdictKind.Inconclusive, Gate.Decide(report, new Budget(Advantage: 0.25)).Kind);
    }

    /// <summary>A split by rows puts persons on both sides: then a model that knows persons looks like one that knows nobody.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(100, true)]
    public void Many_subjects_on_both_sides_bar_a_pass(int shared, bool barred)
    {
        var random = new Random(12);
        var records = Enumerable.Range(0, 400).Select(i => (
            i < 200 ? Side.Member : Side.NonMember, Synthetic.Answer.Draw(random, 3, 0), "a", (UInt128)(i < 200 ? i / 2 : (i - 200) / 2 < shared ? (i - 200) / 2 : i / 2)));
        var report = Auditor.Run(Collected(records, subjects: true), LossOnly, new AuditOptions());
        Assert.Equal(barred ? [$"{DiagnosticIds.SubjectsShared} {shared} of 100 subjects have records on both sides"] : [], report.Reservations.Where(static one => one.Id == DiagnosticIds.SubjectsShared).Select(static one => $"{one.Id} {one.Message.Split(',')[0]}"));
        Assert.Equal(barred ? VerdictKind.Inconclusive : VerdictKind.Pass, Gate.Decide(report, new Budget(Advantage: 0.5)).Kind);
    }

    /// <summary>A rule that works in reverse is no sign of exchanged files where a better one works forwards.</summary>
    [Fact]
    public void A_leak_that_the_budget_accepts_is_not_taken_for_swapped_sides()
    {
        var report = new AuditReport(
            new RecordCounts(500, 500, 0, 0, 0), new SideAccuracy(1, 1),
            [
                new Finding("battery", MetricIds.Advantage, "all", 0.79, 0.74, 0.83, 0.95, "", "", "", 500, 500),
                new Finding("battery", MetricIds.SwappedAdvantage, "all", 0.28, 0.22, 0.35, 0.95, "", "", "", 500, 500),
            ],
            [], null, []);
        Assert.Equal(VerdictKind.Inconclusive, Gate.Decide(report, new Budget(Advantage: 0.8)).Kind);
        Assert.Equal(VerdictKind.Pass, Gate.Decide(report, new Budget(Advantage: 0.85)).Kind);
        Assert.Equal(VerdictKind.Fail, Gate.Decide(report, new Budget(Advantage: 0.2)).Kind);
    }

    [Fact]
    public void Records_that_repeat_others_of_their_side_count_once_with_a_warning()
    {
        var random = new Random(9);
        Synthetic.Answer[] answers = [.. Enumerable.Range(0, 200).Select(_ => Synthetic.Answer.Draw(random, 3, 0))];
        var records = Enumerable.Range(0, 300).Select(i => (i % 200 < 100 ? Side.Member : Side.NonMember, answers[i % 200], "a", (UInt128)0));
        var report = Auditor.Run(Collected(records), LossOnly, new AuditOptions());
        Assert.Equal((100, 100), (report.Findings[0].Members, report.Findings[0].NonMembers));
        Assert.Equal((200, 100), (report.Counts.Members, report.Counts.NonMembers));
        Assert.Contains("equal records of a side count once", report.Findings[0].Method, StringComparison.Ordinal);
        var warning = Assert.Single(report.Warnings);
        Assert.Equal((DiagnosticIds.RepeatedRecords, Severity.Message), (warning.Id, warning.Severity));
        Assert.StartsWith("100 records repeat others", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_stops_an_audit()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Auditor.Run(Synthetic.Sample(50, 50, 0, seed: 1), LossOnly, new AuditOptions(), null, stop.Token));
    }

    [Fact]
    public void An_attack_that_gives_no_number_is_stopped() =>
        Assert.Throws<InvalidOperationException>(() => Auditor.Run(Synthetic.Sample(50, 50, 0, seed: 1), [new Broken()], new AuditOptions()));

    private sealed class Broken : IAttack
    {
        public string Id => "broken";

        public string? Refusal(AuditInput input) => null;

        public MembershipScores Score(AuditInput input) =>
            new(Id, [.. Enumerable.Repeat(double.NaN, input.Signals.Count)], ThresholdRule.BestAdvantage);
    }
}
