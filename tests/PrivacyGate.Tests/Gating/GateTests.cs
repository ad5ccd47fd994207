using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Metrics;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Gating;

public class GateTests
{
    private static Finding Of(string attack, string metric, double? value, double? lower, double? upper, string slice = "all", double? variance = null) =>
        new(attack, metric, slice, value, lower, upper, 0.95, "", "", "", 480, 500)
        {
            ShownBy = attack == AttackIds.Battery ? "loss" : attack,
            VarianceSum = variance,
            NonMembersNeeded = value is null ? 3688 : null,
        };

    private static Finding Battery(double value, double lower, double upper, string slice = "all") =>
        Of(AttackIds.Battery, MetricIds.Advantage, value, lower, upper, slice, 0.4);

    private static AuditReport Report(params Finding[] findings) =>
        new(new RecordCounts(480, 500, 0, 0, 0), new SideAccuracy(1, 1), findings, [], null, []);

    private static Verdict Decide(Budget budget, params Finding[] findings) => Gate.Decide(Report(findings), budget);

    [Theory]
    [InlineData(0.28, 0.34, VerdictKind.Fail)]
    [InlineData(0.1001, 0.34, VerdictKind.Fail)]
    [InlineData(0.10, 0.34, VerdictKind.Inconclusive)]
    [InlineData(0.02, 0.1001, VerdictKind.Inconclusive)]
    [InlineData(0.02, 0.10, VerdictKind.Pass)]
    [InlineData(-0.05, 0.03, VerdictKind.Pass)]
    public void Only_bounds_decide(double lower, double upper, VerdictKind expected)
    {
        var verdict = Decide(Budget.Default, Battery((lower + upper) / 2, lower, upper));
        Assert.Equal(expected, verdict.Kind);
        Assert.Equal(expected == VerdictKind.Pass, verdict.Violations.Count == 0);
    }

    public static TheoryData<Budget, Finding, string, string> Messages => new()
    {
        {
            Budget.Default, Battery(0.31, 0.28, 0.34), "PG0102",
            "loss attack advantage 0.31 (95% CI 0.28-0.34) exceeds budget 0.10"
        },
        {
            Budget.Default, Battery(0.25, 0.1004, 0.40), "PG0102",
            "loss attack advantage 0.2500 (95% CI 0.1004-0.4000) exceeds budget 0.1000"
        },
        {
            new Budget(Advantage: 0), Battery(0.02, 0.0004, 0.04), "PG0102",
            "loss attack advantage 0.0200 (95% CI 0.0004-0.0400) exceeds budget 0.0000"
        },
        {
            new Budget(TprAtFpr: new TprLimit(0.001, 0.01)), Of("lira", MetricIds.TprAtOnePerMille, 0.042, 0.031, 0.055), "PG0101",
            "lira TPR 4.2% at FPR 0.1% (95% CI 3.1-5.5%) exceeds budget 1.0%"
        },
        {
            new Budget(Auc: 0.6), Of("confidence", MetricIds.Auc, 0.7, 0.65, 0.75), "PG0106",
            "confidence attack AUC 0.70 (95% CI 0.65-0.75) exceeds budget 0.60"
        },
        {
            new Budget(Epsilon: 1), Of("loss", MetricIds.Epsilon, 2.3, 2.3, null), "PG0107",
            "loss attack proven epsilon 2.30 (with 95% confidence) exceeds budget 1.00"
        },
        {
            Budget.Default, Battery(0.09, 0.03, 0.16), "PG0201",
            "inconclusive, advantage 95% CI 0.03-0.16 straddles budget 0.10; 480 members and 500 non-members used, more than 880 a side needed"
        },
        {
            Budget.Default, Battery(0.02, -0.05, 0.16), "PG0201",
            "inconclusive, advantage 95% CI -0.05 to 0.16 straddles budget 0.10; 480 members and 500 non-members used, about 490 a side needed"
        },
        {
            new Budget(TprAtFpr: new TprLimit(0.001, 0.025)), Of("loss", MetricIds.TprAtOnePerMille, null, null, null), "PG0205",
            "inconclusive, TPR at FPR 0.1% cannot be measured with 500 non-members; give at least 3,688 to hold it against budget 2.5%"
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Messages_say_what_is_wrong_in_every_culture(Budget budget, Finding finding, string code, string message)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var violation = Assert.Single(Decide(budget, finding).Violations);
            Assert.Equal(code, violation.Code);
            Assert.Equal(message, violation.Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_audit_that_time_left_without_any_attack_is_invalid()
    {
        var late = Diagnostic.Warning(DiagnosticIds.StoppedEarly, "the time budget ended");
        AuditReport report = new(new RecordCounts(100, 100, 0, 0, 0), new SideAccuracy(1, 1), [], [], Diagnostic.Error(DiagnosticIds.NoAttackPossible, "none"), [])
        {
            Reservations = [late],
        };

        var verdict = Gate.Decide(report, Budget.Default);

        Assert.Equal(VerdictKind.Invalid, verdict.Kind);
        Assert.Equal([DiagnosticIds.NoAttackPossible, DiagnosticIds.StoppedEarly], verdict.Violations.Select(static violation => violation.Code));
        Assert.Equal(VerdictKind.Invalid, Gate.Decide(report with { Reservations = [] }, Budget.Default).Kind);
    }

    public static TheoryData<Budget, string> Budgets => new()
    {
        { new Budget(Advantage: 0.49), "" },
        { new Budget(Advantage: 0.5), "membership advantage 0.50" },
        { new Budget(Advantage: 1, Auc: 0.74), "" },
        { new Budget(Advantage: 1, Auc: 0.75), "membership advantage 1.00, AUC 0.75" },
        { new Budget(Auc: 1, Epsilon: 8), "AUC 1.00" },
        { new Budget(TprAtFpr: new TprLimit(0.01, 0.5)), "tpr@fpr=0.01 0.50" },
        { new Budget(TprAtFpr: new TprLimit(0.01, 0.05), Advantage: 0.6), "" },
        { new Budget(Epsilon: 8), "" },
    };

    [Theory]
    [MemberData(nameof(Budgets))]
    public void A_budget_that_nearly_every_model_meets_is_warned_of(Budget budget, string named)
    {
        AuditReport report = new(new RecordCounts(100, 100, 0, 0, 0), new SideAccuracy(1, 1), [], [], null, []);
        Assert.Equal(
            named.Length == 0 ? [] : [$"PG0121 Warning the budget accepts almost any leak: {named}; set a lower one, 0.10 to 0.20 is usual for the advantage"],
            Gate.Notes(report, budget).Select(static note => $"{note.Id} {note.Severity} {note.Message}"));
    }

    [Fact]
    public void Every_breach_is_told_worst_first_and_nothing_else()
    {
        var verdict = Decide(
            new Budget(Advantage: 0.1, Auc: 0.9, Epsilon: 1),
            Battery(0.2, 0.12, 0.3),
            Battery(0.5, 0.4, 0.6, "sex=f"),
            Battery(0.12, 0.05, 0.2, "sex=m"),
            Of("loss", MetricIds.Auc, 0.9, 0.85, 0.95),
            Of("entropy", MetricIds.Auc, 0.8, 0.75, 0.85),
            Of("loss", MetricIds.Epsilon, 3, 3, null),
            Of("entropy", MetricIds.Epsilon, 4, 4, null));
        Assert.Equal(VerdictKind.Fail, verdict.Kind);
        Assert.Equal(
            [("PG0107", "entropy", "all"), ("PG0102", "loss", "sex=f"), ("PG0102", "loss", "all")],
            verdict.Violations.Select(violation => (violation.Code, violation.Attack, violation.Slice)));
        Assert.Equal("sex=m", Assert.Single(verdict.UndecidedSlices).Slice);
    }

    [Fact]
    public void Passing_takes_every_attack_and_every_budget()
    {
        var budget = new Budget(Advantage: 0.1, Auc: 0.6);
        var good = Battery(0, -0.02, 0.05);
        Assert.Equal(VerdictKind.Pass, Decide(budget, good, Of("loss", MetricIds.Auc, 0.5, 0.45, 0.55)).Kind);
        var open = Decide(budget, good, Of("loss", MetricIds.Auc, 0.5, 0.45, 0.55), Of("gap", MetricIds.Auc, 0.55, 0.5, 0.61));
        Assert.Equal(VerdictKind.Inconclusive, open.Kind);
        Assert.Equal("gap", Assert.Single(open.Violations).Attack);
    }

    /// <summary>A strict rate of the most exposed records says nothing of the others.</summary>
    [Theory]
    [InlineData(0.35, true)]
    [InlineData(0.15, false)]
    public void A_budget_without_a_limit_on_the_average_names_a_proven_leak(double proven, bool told)
    {
        var report = Report(Battery(0.5, proven, 0.6));
        string[] Notes(Budget budget) => [.. Gate.Notes(report, budget).Select(static note => note.Id)];
        Assert.Equal(told ? [DiagnosticIds.LooseBudget] : [], Notes(new Budget(TprAtFpr: new TprLimit(0.01, 0.1))));
        Assert.Equal(told ? [DiagnosticIds.LooseBudget] : [], Notes(new Budget(Epsilon: 3)));
        Assert.Empty(Notes(new Budget(Advantage: 0.4, TprAtFpr: new TprLimit(0.01, 0.1))));
        Assert.Empty(Notes(new Budget(Auc: 0.7)));
    }

    [Fact]
    public void Epsilon_passes_where_more_than_the_limit_could_have_been_proven_and_was_not() =>
        Assert.Equal(VerdictKind.Pass, Decide(new Budget(Epsilon: 1), Of("loss", MetricIds.Epsilon, 0.9, 0.9, null)).Kind);

    private static Finding Epsilon(int records, double proven) =>
        Of("loss", MetricIds.Epsilon, proven, proven, null) with { Members = records, NonMembers = records };

    /// <summary>One attack, alpha .05: of 30 perfectly told records a side, ln(q^(1/30) / (1 - q^(1/30))) with q = .05 / 24 is 1.48.</summary>
    [Fact]
    public void Records_that_could_never_prove_the_limit_pass_nothing()
    {
        var root = Math.Pow(0.05 / 24, 1.0 / 30);
        Assert.Equal(Math.Log(root / (1 - root)), EpsilonLowerBound.LargestProvable(30, 30, 0.05), 1e-9);
        var violation = Assert.Single(Decide(new Budget(Epsilon: 1.5), Epsilon(30, 0)).Violations);
        Assert.Equal(DiagnosticIds.NotMeasurable, violation.Code);
        Assert.Equal(
            "inconclusive, 30 members and 30 non-members can prove no epsilon over 1.48, whatever the model does; give at least 31 a side to hold it against budget 1.50",
            violation.Message);
        Assert.Equal(VerdictKind.Pass, Decide(new Budget(Epsilon: 1.5), Epsilon(31, 0)).Kind);
        Assert.Equal(VerdictKind.Pass, Decide(new Budget(Epsilon: 1.4), Epsilon(30, 0)).Kind);
        Assert.Equal(VerdictKind.Fail, Decide(new Budget(Epsilon: 1), Epsilon(30, 1.2)).Kind);

        // Sharing the error with another budget makes less provable.
        Assert.Equal(VerdictKind.Inconclusive, Decide(new Budget(Advantage: 1, Epsilon: 1.4), Battery(0, 0, 0.1), Epsilon(30, 0)).Kind);
    }

    [Fact]
    public void A_limit_on_epsilon_that_no_audit_can_reach_never_passes() =>
        Assert.Equal(VerdictKind.Inconclusive, Decide(new Budget(Epsilon: 40), Epsilon(1_000_000, 0)).Kind);

    /// <summary>(1.96 + .84)^2 (v1 + v2) / (budget - d)^2 for the attack that needs most, at the distance it has.</summary>
    [Fact]
    public void Records_needed_follow_the_formula()
    {
        var attack = Of("gap", MetricIds.Advantage, 0.04, 0.01, 0.105, variance: 0.45);
        var violation = Decide(Budget.Default, Battery(0.02, -0.05, 0.105), attack, Of("loss", MetricIds.Advantage, 0, -0.03, 0.03, variance: 0.4)).Violations[0];
        Assert.Equal((int)Math.Ceiling(Math.Pow(1.959964 + 0.84, 2) * 0.45 / Math.Pow(0.10 - 0.04, 2)), violation.RecordsNeeded!.Count);
        Assert.False(violation.RecordsNeeded.IsLowerBound);
    }

    [Fact]
    public void An_estimate_nearer_than_half_its_width_gives_a_lower_bound_only()
    {
        var needed = Decide(Budget.Default, Battery(0.10, 0.06, 0.14)).Violations[0].RecordsNeeded!;
        Assert.True(needed.IsLowerBound);
        Assert.Equal((int)Math.Ceiling(Math.Pow(1.959964 + 0.84, 2) * 0.4 / Math.Pow(0.04, 2)), needed.Count);
    }

    [Fact]
    public void A_budget_without_a_limit_is_refused() =>
        Assert.Throws<ArgumentException>(() => Decide(new Budget(), Battery(0, -0.1, 0.1)));

    [Fact]
    public void A_report_that_does_not_measure_what_is_limited_is_refused() =>
        Assert.Throws<ArgumentException>(() => Decide(new Budget(Auc: 0.6), Battery(0, -0.1, 0.1)));

    [Fact]
    public void A_rate_of_its_own_is_measured_as_well()
    {
        var options = Gate.OptionsFor(new Budget(TprAtFpr: new TprLimit(0.05, 0.1)));
        Assert.Equal([0.01, 0.001, 0.05], options.FalsePositiveRates);
        Assert.Equal(["tpr@fpr=0.05"], options.BudgetedMetrics);
        Assert.Equal([0.01, 0.001], Gate.OptionsFor(new Budget(TprAtFpr: new TprLimit(0.01, 0.1))).FalsePositiveRates);
    }

    [Fact]
    public void Messages_are_one_line_whatever_the_slices_are_called() =>
        Prop.ForAll<string>(name =>
        {
            var message = Decide(Budget.Default, Battery(0, -0.1, 0.05), Battery(0.5, 0.4, 0.6, "col=" + name + " [x] \u00e4\n")).Violations[0].Message;
            return message.All(c => c is >= ' ' and <= '~' || char.IsLetterOrDigit(c)) && !message.Contains(" [", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
}
