using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Stored;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing.Stored;

public class StoredRecordTests
{
    [Fact]
    public void Members_in_a_table_are_proven_and_copies_count_once()
    {
        var stored = Scan([.. Enumerable.Range(0, 100), .. Enumerable.Range(0, 50)], [.. Enumerable.Range(1000, 100)], static key => key < 60);
        Assert.Equal(new StoredRecords("table", 60, 60, 100, 0, 100), stored);
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(40, 20)]
    [InlineData(4, 0)]
    [InlineData(0, 60)]
    [InlineData(0, 0)]
    public void What_lies_there_on_both_sides_or_hardly_is_not_proven(int members, int nonMembers) =>
        Assert.Null(Scan([.. Enumerable.Range(0, 100)], [.. Enumerable.Range(1000, 100)], key => key < members || (key >= 1000 && key < 1000 + nonMembers)));

    [Fact]
    public void Records_of_both_sides_prove_nothing() =>
        Assert.Null(Scan([.. Enumerable.Range(0, 100)], [.. Enumerable.Range(0, 60), .. Enumerable.Range(1000, 100)], static key => key < 60));

    [Fact]
    public void Of_many_records_some_are_looked_up_and_any_order_gives_the_same()
    {
        int[] members = [.. Enumerable.Range(0, 40_000).Select(static i => i * 7)];
        int[] others = [.. Enumerable.Range(0, 40_000).Select(static i => (i * 7) + 1)];
        var stored = Scan(members, others, static key => key % 14 == 0);
        Assert.Equal(16_384, stored!.MembersOf);
        Assert.Equal(stored, Scan([.. members.Reverse()], [.. others.Reverse()], static key => key % 14 == 0));
    }

    [Theory]
    [InlineData(.02, .05, VerdictKind.Pass)]
    [InlineData(.02, .20, VerdictKind.Inconclusive)]
    [InlineData(.20, .30, VerdictKind.Fail)]
    public void A_model_that_holds_its_records_fails_whatever_the_attacks_find(double lower, double upper, VerdictKind without)
    {
        var finding = new Finding(AttackIds.Battery, MetricIds.Advantage, SliceIds.All, (lower + upper) / 2, lower, upper, .95, "", "", "", 500, 500) { ShownBy = "loss" };
        var report = new AuditReport(new RecordCounts(500, 500, 0, 0, 0), new SideAccuracy(1, 1), [finding], [], null, []);
        Assert.Equal(without, Gate.Decide(report, Budget.Default).Kind);
        var verdict = Gate.Decide(report with { Stored = new StoredRecords("initializer 'table'", 500, 500, 500, 0, 500) }, Budget.Default);
        Assert.Equal(VerdictKind.Fail, verdict.Kind);
        Assert.Equal(DiagnosticIds.RecordsStored, verdict.Violations[0].Code);
        Assert.Equal(without == VerdictKind.Fail ? 2 : 1, verdict.Violations.Count);
        Assert.Contains("500 of 500 members looked up (and 0 of 500 non-members) are rows of initializer 'table' (500 rows)", verdict.Violations[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(.20, 30, true)]
    [InlineData(.40, 30, false)]
    [InlineData(null, 30, true)]
    [InlineData(.02, 5, true)]
    [InlineData(.10, 5, false)]
    public void What_the_budget_accepts_is_told_and_fails_nothing(double? advantage, int members, bool fails)
    {
        var finding = new Finding(AttackIds.Battery, MetricIds.Advantage, SliceIds.All, 0, 0, .01, .95, "", "", "", 500, 500) { ShownBy = "loss" };
        var report = new AuditReport(new RecordCounts(500, 500, 0, 0, 0), new SideAccuracy(1, 1), [finding, finding with { Attack = "loss", Metric = MetricIds.Auc, Value = .5, Lower = .5, Upper = .5 }], [], null, [])
        {
            Stored = new StoredRecords("initializer 'table'", 500, members, 100, 0, 100),
        };
        Budget budget = new(advantage, null, advantage is null ? .9 : null, null);
        var verdict = Gate.Decide(report, budget);
        Assert.Equal(fails ? VerdictKind.Fail : VerdictKind.Pass, verdict.Kind);
        Assert.Equal(fails ? [] : [DiagnosticIds.RecordsStored], Gate.Notes(report, budget).Select(static note => note.Id).Except([DiagnosticIds.LooseBudget]));
    }

    [Fact]
    public void It_fails_even_where_the_audit_is_invalid()
    {
        var report = new AuditReport(
            new RecordCounts(5, 5, 0, 0, 0), new SideAccuracy(1, 1), [], [], Diagnostic.Error(DiagnosticIds.TooFewRecords, "too few"), [])
        {
            Stored = new StoredRecords("initializer 'table'", 5, 5, 5, 0, 500),
        };
        var verdict = Gate.Decide(report, Budget.Default);
        Assert.Equal((VerdictKind.Fail, 1), (verdict.Kind, verdict.Violations.Count));
    }

    private static StoredRecords? Scan(int[] members, int[] nonMembers, Func<int, bool> isStored)
    {
        var scan = new StoredRecordScan(new Table(isStored, members.Concat(nonMembers).Distinct().Count(isStored)));
        scan.Add(Side.Member, Batch(members), CancellationToken.None);
        scan.Add(Side.NonMember, Batch(nonMembers), CancellationToken.None);
        return scan.Find([], CancellationToken.None);
    }

    private static RecordBatch Batch(int[] keys) => new(
        [new FeatureBlock("x", ElementKind.Float32, [1], Array.ConvertAll(keys, static key => (float)key))], new int[keys.Length], Array.ConvertAll(keys, static key => (UInt128)key), null, []);

    private sealed class Table(Func<int, bool> isStored, int rows) : IRecordTables
    {
        public IReadOnlyList<(string Name, int Rows)> Tables { get; } = [("table", rows)];

        public IReadOnlyList<IReadOnlyList<int>> Find(RecordBatch batch, CancellationToken cancellation) =>
            [.. batch.Keys.Select(key => isStored((int)key) ? new[] { 0 } : Array.Empty<int>())];

        public void Dispose()
        {
        }
    }
}
