using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.Tests.Gating;

public class ControlGuardTests
{
    private static readonly AuditReport Alike = Auditor.Run(Synthetic.Sample(300, 300, 0, seed: 2), [new LossAttack()], new AuditOptions());

    private static Verdict Decide(params ColumnDifference[] differences) =>
        Gate.Decide(Alike with { ColumnDifferences = differences }, Budget.Default);

    private static ColumnDifference Column(string name) => new(ColumnKind.Feature, name, "larger among members", 0.3, 1e-6);

    [Fact]
    public void Alike_files_are_judged() => Assert.NotEqual(VerdictKind.Invalid, Decide().Kind);

    [Fact]
    public void A_column_refuses_the_audit_and_rows_per_person_do_not()
    {
        var rows = new ColumnDifference(ColumnKind.RowsPerPerson, "", "larger among members", 1, 0);
        Assert.NotEqual(VerdictKind.Invalid, Decide(rows).Kind);
        var verdict = Decide(rows, Column("age"));
        Assert.Equal(VerdictKind.Invalid, verdict.Kind);
        var violation = Assert.Single(verdict.Violations);
        Assert.Equal(DiagnosticIds.ColumnsShifted, violation.Code);
        Assert.Contains("in a column: 'age' (larger among members)", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_says_more_than_the_classifier_that_finds_it_again()
    {
        var blind = new Finding(AttackIds.BlindControl, MetricIds.Control, "all", 0.4, 0.3, 0.5, 0.967, "", "", "", 300, 300);
        var report = Alike with { Findings = [.. Alike.Findings.Where(finding => finding.Metric != MetricIds.Control), blind] };
        Assert.Equal(DiagnosticIds.SidesDiffer, Gate.Decide(report, Budget.Default).Violations.Single().Code);
        Assert.Equal(
            DiagnosticIds.ColumnsShifted,
            Gate.Decide(report with { ColumnDifferences = [Column("age")] }, Budget.Default).Violations.Single().Code);
    }

    [Fact]
    public void Names_of_columns_are_anybodys_and_only_five_are_told()
    {
        var violation = Decide([Column("a [x]\n::error::\u00e9\u202E"), .. Enumerable.Range(1, 7).Select(i => Column($"c{i}"))]).Violations.Single();
        Assert.All(violation.Message, static letter => Assert.False(char.IsControl(letter)));
        Assert.DoesNotContain(" [", violation.Message, StringComparison.Ordinal);
        Assert.Contains("in 8 columns: 'a (x] ::error::\u00e9\\u202E'", violation.Message, StringComparison.Ordinal);
        Assert.Contains("'c4' (larger among members) and 3 more; take both", violation.Message, StringComparison.Ordinal);
    }
}
