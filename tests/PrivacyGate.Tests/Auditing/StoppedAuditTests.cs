using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing;

/// <summary>Judging that is stopped half-way: what was judged counts, what was not leaves no pass.</summary>
public class StoppedAuditTests
{
    /// <summary>No model exceeds it: an audit that is not stopped passes.</summary>
    private static readonly Budget AnyLeak = new(Advantage: 1);

    [Fact]
    public void Attacks_that_were_not_judged_in_time_are_named_and_leave_no_pass()
    {
        Assert.Equal(VerdictKind.Pass, Gate.Decide(Run(0, stopAfter: 3), AnyLeak).Kind);

        var report = Run(0, stopAfter: 1);
        var verdict = Gate.Decide(report, AnyLeak);

        Assert.Equal(VerdictKind.Inconclusive, verdict.Kind);
        var reason = Assert.Single(verdict.Violations);
        Assert.Equal(DiagnosticIds.StoppedEarly, reason.Code);
        Assert.Contains("without confidence, entropy;", reason.Message, StringComparison.Ordinal);
        Assert.Equal(["loss"], report.Curves.Select(static curve => curve.Attack));
        Assert.Equal(report.Curves.Count, report.Histograms.Count);
        Assert.Equal(report.Curves.Count, report.QueryCosts.Count);
    }

    [Fact]
    public void An_attack_that_is_stopped_within_counts_as_not_judged()
    {
        using var stop = new CancellationTokenSource();
        var report = Auditor.Run(Synthetic.Sample(500, 400, 0, seed: 3), [Attack("loss"), new Endless(stop)], new AuditOptions(), stop: stop.Token);

        Assert.Contains("without endless;", Assert.Single(report.Reservations).Message, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Inconclusive, Gate.Decide(report, AnyLeak).Kind);
    }

    [Fact]
    public void A_leak_that_was_found_before_fails_all_the_same() =>
        Assert.Equal(VerdictKind.Fail, Gate.Decide(Run(3, stopAfter: 1), Budget.Default).Kind);

    [Fact]
    public void What_was_judged_in_time_has_the_bounds_of_the_whole_battery()
    {
        var whole = Run(1, stopAfter: 3).Findings[0];
        var cut = Run(1, stopAfter: 1).Findings[0];

        Assert.Equal((whole.AdjustedFor, whole.Confidence), (cut.AdjustedFor, cut.Confidence));
    }

    [Fact]
    public void Without_any_judged_attack_an_audit_is_invalid()
    {
        var report = Run(3, stopAfter: 0);

        Assert.Empty(report.Findings);
        Assert.Equal(VerdictKind.Invalid, Gate.Decide(report, Budget.Default).Kind);
    }

    [Fact]
    public void A_run_that_the_user_stops_has_no_report()
    {
        using var user = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Auditor.Run(
            Synthetic.Sample(500, 400, 0, seed: 3), [Attack("loss"), Attack("entropy")], new AuditOptions(), new After(1, user), user.Token));
    }

    private static AuditReport Run(double leak, int stopAfter)
    {
        using var stop = new CancellationTokenSource();
        if (stopAfter == 0)
        {
            stop.Cancel();
        }

        return Auditor.Run(
            Synthetic.Sample(500, 400, leak, seed: 3), [Attack("loss"), Attack("confidence"), Attack("entropy")], new AuditOptions(), new After(stopAfter, stop), stop: stop.Token);
    }

    private static IAttack Attack(string id) => AttackCatalog.All.Single(attack => attack.Id == id);

    private sealed class After(int attacks, CancellationTokenSource stop) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value)
        {
            if (value.Done == attacks)
            {
                stop.Cancel();
            }
        }
    }

    /// <summary>Runs until it is stopped, which it notices by a token of its own, as one that fits a network does.</summary>
    private sealed class Endless(CancellationTokenSource stop) : IAttack
    {
        public string Id => "endless";

        public string? Refusal(AuditInput input) => null;

        public MembershipScores Score(AuditInput input)
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        }
    }
}
