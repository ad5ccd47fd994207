using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.Samples;
using static PrivacyGate.Tests.Auditing.CollectedSamples;

namespace PrivacyGate.Tests.Auditing;

/// <summary>Records that cannot carry an audit are told as such, whatever the figures.</summary>
public class InvalidityTests
{
    private static Diagnostic Invalidity(AuditSample sample)
    {
        var report = Auditor.Run(sample, LossOnly, new AuditOptions());
        Assert.Empty(report.Findings);
        var verdict = Gate.Decide(report, Budget.Default);
        Assert.Equal(VerdictKind.Invalid, verdict.Kind);
        Assert.Equal(report.Invalidity!.Id, Assert.Single(verdict.Violations).Code);
        return report.Invalidity!;
    }

    [Theory]
    [InlineData(0, 10, "member")]
    [InlineData(10, 0, "non-member")]
    public void A_missing_side_is_invalid(int members, int nonMembers, string missing)
    {
        var reason = Invalidity(Synthetic.Sample(members, nonMembers, 0, seed: 1));
        Assert.Equal(DiagnosticIds.NoRecords, reason.Id);
        Assert.Contains($"no {missing} records", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 50, "the members are 9 records")]
    [InlineData(50, 9, "the non-members are 9 records")]
    public void Fewer_than_ten_records_a_side_are_invalid(int members, int nonMembers, string message)
    {
        var reason = Invalidity(Synthetic.Sample(members, nonMembers, 0, seed: 1));
        Assert.Equal(DiagnosticIds.TooFewRecords, reason.Id);
        Assert.StartsWith(message, reason.Message, StringComparison.Ordinal);
        Assert.Contains("at least 10 a side", reason.Message, StringComparison.Ordinal);
        Assert.Null(Auditor.Run(Synthetic.Sample(10, 10, 0, seed: 1), LossOnly, new AuditOptions()).Invalidity);
    }

    [Fact]
    public void Fewer_than_ten_persons_a_side_are_invalid_however_many_their_records()
    {
        var random = new Random(3);
        var sample = Collected(Draw(random, 100, 0, "a").Select((record, i) => record with { Item4 = (UInt128)(i % 9) }), subjects: true);
        var reason = Invalidity(sample);
        Assert.Equal(DiagnosticIds.TooFewRecords, reason.Id);
        Assert.StartsWith("the members are 9 persons", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_only_is_invalid()
    {
        var random = new Random(1);
        var sample = Collected(Draw(random, 50, 0, "a").Select(record => record with { Item2 = record.Item2 with { Label = 1 } }));
        Assert.Equal(DiagnosticIds.OneClassOnly, Invalidity(sample).Id);
    }

    /// <summary>Of 400 members and 100 non-members, the smaller side counts: 5 equal records are 5 %, 6 are 6 %.</summary>
    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void More_than_five_percent_equal_records_are_invalid_and_fewer_are_dropped_with_a_warning(int equal, bool invalid)
    {
        var random = new Random(2);
        var members = Enumerable.Range(0, 400).Select(_ => (Side.Member, Synthetic.Answer.Draw(random, 3, 0), "a", (UInt128)0)).ToList();
        var nonMembers = Enumerable.Range(0, 100).Select(i => (Side.NonMember, i < equal ? members[i].Item2 : Synthetic.Answer.Draw(random, 3, 0), "a", (UInt128)0)).ToList();
        var report = Auditor.Run(Collected([.. members, .. nonMembers]), LossOnly, new AuditOptions());
        Assert.Equal(invalid ? DiagnosticIds.TooManyEqualRecords : null, report.Invalidity?.Id);
        var warning = Assert.Single(report.Warnings);
        Assert.Equal(DiagnosticIds.EqualRecordsDropped, warning.Id);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Equal(new RecordCounts(400 - equal, 100 - equal, 0, equal, equal), report.Counts);
    }

    [Fact]
    public void An_audit_of_which_no_attack_can_run_is_invalid_and_never_a_pass()
    {
        var report = Auditor.Run(Synthetic.Sample(50, 50, 3, seed: 1, kind: ScoreKind.LabelOnly), LossOnly, new AuditOptions());
        Assert.Equal(DiagnosticIds.NoAttackPossible, report.Invalidity!.Id);
        Assert.Equal(VerdictKind.Invalid, Gate.Decide(report, Budget.Default).Kind);
        Assert.Equal(DiagnosticIds.NoAttackPossible, Auditor.Run(Synthetic.Sample(50, 50, 3, seed: 1), [], new AuditOptions()).Invalidity!.Id);
    }
}
