using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Calibration;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing.Controls;

public class ColumnControlTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>One column told for members and non-members, beside labels that do not differ.</summary>
    private static IReadOnlyList<ColumnDifference> Of(float[] members, float[] nonMembers, bool isText = false)
    {
        bool[] isMember = [.. members.Select(static _ => true), .. nonMembers.Select(static _ => false)];
        var sample = new ControlSample(
            [new ControlColumn("age", isText)],
            [.. members.Concat(nonMembers).Select(static value => new[] { value })],
            [.. members.Select(static (_, i) => i % 2), .. nonMembers.Select(static (_, i) => i % 2)],
            isMember,
            [.. isMember.Select(static (_, i) => (ulong)i)]);
        return ColumnControl.Of(sample, EvaluationSet.Of(SliceIds.All, new Truth(isMember, sample.FoldHashes, null, []), sample.Labels, null), OneThread);
    }

    [Fact]
    public void Of_very_many_columns_the_surest_200_are_listed_the_others_counted_and_long_names_clipped()
    {
        bool[] isMember = [.. Enumerable.Range(0, 200).Select(static i => i % 2 == 0)];
        var audited = Synthetic.Sample(100, 100, 0, seed: 3);
        audited = audited with
        {
            Controls = new ControlSample(
                [.. Enumerable.Range(0, 250).Select(static i => new ControlColumn(new string('x', 5000) + i, false))],
                [.. isMember.Select(static member => Enumerable.Repeat(member ? 1f : 0f, 250).ToArray())],
                [.. isMember.Select(static (_, i) => i / 2 % 2)],
                isMember,
                [.. isMember.Select(static (_, i) => (ulong)i)]),
        };

        var report = Auditor.Run(audited, [new LossAttack()], new AuditOptions());

        Assert.Equal((200, 50), (report.ColumnDifferences.Count, report.ColumnDifferencesLeftOut));
        Assert.All(report.ColumnDifferences, static difference => Assert.Equal(203, difference.Column.Length));
        var violation = Assert.Single(Gate.Decide(report, Budget.Default).Violations);
        Assert.Contains("in 250 columns: ", violation.Message, StringComparison.Ordinal);
        Assert.Contains(" and 245 more; ", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_is_told_by_its_name_where_there_is_one()
    {
        bool[] isMember = [.. Enumerable.Range(0, 400).Select(static i => i % 2 == 0)];
        var sample = new ControlSample(
            [], [.. isMember.Select(static _ => Array.Empty<float>())], [.. isMember.Select(static (member, i) => member == i % 20 < 18 ? 1 : 0)],
            isMember, [.. isMember.Select(static (_, i) => (ulong)i)]);
        string Told(ControlSample sample) => Assert.Single(ColumnControl.Of(
            sample, EvaluationSet.Of(SliceIds.All, new Truth(isMember, sample.FoldHashes, null, []), sample.Labels, null), OneThread)).Difference;

        Assert.Matches("^class [01] in ", Told(sample));
        Assert.Matches(@"^'(be.nign|\[x\])' in ", Told(sample with { ClassNames = ["be nign", "[x]\n"] }));
    }

    private static float[] Normals(int count, int seed, double mean = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(mean + Synthetic.Normal(random)))];
    }

    [Fact]
    public void A_shift_is_named_with_its_direction()
    {
        var difference = Assert.Single(Of(Normals(300, 1, 0.5), Normals(300, 2)));
        Assert.Equal((ColumnKind.Feature, "age", "larger among members"), (difference.Kind, difference.Column, difference.Difference));
        Assert.InRange(difference.Effect, 0.15, 0.45);
        Assert.StartsWith("smaller", Assert.Single(Of(Normals(300, 1), Normals(300, 2, 0.5))).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filler_in_the_middle_is_named_by_its_value()
    {
        var members = Normals(600, 3);
        for (var i = 0; i < members.Length; i += 5)
        {
            members[i] = 0.5f;
        }

        Assert.Equal("0.5 in 20% of members and 0% of non-members", Assert.Single(Of(members, Normals(600, 4))).Difference);
    }

    /// <summary>A value of few could be known to be theirs, and so could the one that few are without.</summary>
    [Theory]
    [InlineData(2, 10, 0, 3000, false)]
    [InlineData(9, 40, 0, 300, false)]
    [InlineData(10, 40, 0, 300, true)]
    [InlineData(12, 40, 3, 300, false)]
    [InlineData(31, 40, 15, 300, false)]
    [InlineData(30, 40, 15, 300, true)]
    [InlineData(40, 40, 15, 300, false)]
    public void A_value_of_few_is_not_told(int members, int ofMembers, int nonMembers, int ofNonMembers, bool told)
    {
        static float[] Column(int holders, int of) => [.. Enumerable.Range(0, of).Select(i => i < holders ? 48731f : 0f)];
        static ColumnTest Test(int members, int ofMembers, int nonMembers, int ofNonMembers, bool tellsValues) => ColumnTest.Ordered(
            [.. Column(members, ofMembers), .. Column(nonMembers, ofNonMembers)], [.. Enumerable.Range(0, ofMembers + ofNonMembers).Select(i => i < ofMembers)], tellsValues)!;

        Assert.StartsWith(told ? "48731 in " : "one value in ", Test(members, ofMembers, nonMembers, ofNonMembers, tellsValues: true).Difference, StringComparison.Ordinal);
        Assert.StartsWith("one value in ", Test(members, ofMembers, nonMembers, ofNonMembers, tellsValues: false).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_few_is_not_told()
    {
        bool[] isMember = [.. Enumerable.Range(0, 400).Select(static i => i % 2 == 0)];
        var sample = new ControlSample(
            [], [.. isMember.Select(static _ => Array.Empty<float>())], [.. isMember.Select(static (member, i) => member == i < 12 ? 1 : 0)],
            isMember, [.. isMember.Select(static (_, i) => (ulong)i)])
        { ClassNames = ["no", "Huntington"] };
        var set = EvaluationSet.Of(SliceIds.All, new Truth(isMember, sample.FoldHashes, null, []), sample.Labels, null);

        Assert.StartsWith("one value in ", Assert.Single(ColumnControl.Of(sample, set, OneThread)).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_a_value_like_others()
    {
        var members = Normals(600, 3);
        for (var i = 0; i < members.Length; i += 5)
        {
            members[i] = float.NaN;
        }

        Assert.Contains("NaN in 20% of members", Assert.Single(Of(members, Normals(600, 4))).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_have_no_order_and_their_codes_are_not_told()
    {
        float[] Codes(int count, int ofFirst) => [.. Enumerable.Range(0, count).Select(i => i < ofFirst ? 77f : 78f + (i % 3))];
        var difference = Assert.Single(Of(Codes(300, 150), Codes(300, 30), isText: true));
        Assert.DoesNotContain("77", difference.Difference, StringComparison.Ordinal);
        Assert.Empty(Of(Codes(300, 100), Codes(300, 100), isText: true));
    }

    [Fact]
    public void A_sure_but_small_difference_is_let_be()
    {
        float[] Flags(int count, int ones) => [.. Enumerable.Range(0, count).Select(i => i < ones ? 1f : 0f)];
        Assert.Empty(Of(Flags(2000, 190), Flags(2000, 0)));
        Assert.Single(Of(Flags(2000, 210), Flags(2000, 0)));
        Assert.Empty(Of(Flags(30, 8), Flags(30, 4)));
    }

    /// <summary>Nearly always 0: with 20 members a rank test by the normal distribution errs tenfold, the exact one not at all.</summary>
    [Fact]
    public void Rare_counts_of_a_small_side_raise_no_false_alarms()
    {
        var random = new Random(6);
        float[] Rare(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < 0.05 ? random.Next(1, 20) : 0f)];
        var alarms = Enumerable.Range(0, 2000).Count(_ => Of(Rare(20), Rare(1000)).Count > 0);

        // Nominal 1.7 % at most, at which 55 or more of 2,000 have a probability of .0005.
        Assert.True(alarms <= 54, $"{alarms} of 2000");
    }

    [Fact]
    public void Columns_without_two_values_are_no_test() => Assert.Empty(Of(new float[100], new float[100]));

    [Fact]
    public void Classes_are_named_where_the_sides_have_other_shares_of_them()
    {
        static (float[], int) MoreOfClassNought(Draw draw, float[] row, int label) => (row, label != 0 && draw.Uniform() < 0.5 ? 0 : label);
        var sample = ControlFiles.Measurements.Sample(600, 600, 8, MoreOfClassNought);
        var report = Auditor.Run(sample, [new LossAttack()], new AuditOptions());
        var difference = report.ColumnDifferences.First(column => column.Kind == ColumnKind.Label);
        Assert.StartsWith("class 0 in 7", difference.Difference, StringComparison.Ordinal);
        var verdict = Gate.Decide(report, Budget.Default);
        Assert.Equal((VerdictKind.Invalid, DiagnosticIds.ColumnsShifted), (verdict.Kind, verdict.Violations.Single().Code));
        Assert.Contains("the label (class 0 in 7", verdict.Violations[0].Message, StringComparison.Ordinal);

        // Class 0 is easier here: without the controls this model, which leaks nothing, is one that fails.
        var without = Auditor.Run(sample with { Controls = null }, [new LossAttack()], new AuditOptions());
        Assert.Equal(VerdictKind.Fail, Gate.Decide(without, new Budget(Advantage: 0.05)).Kind);
    }

    [Fact]
    public void Controls_do_not_depend_on_the_number_of_threads()
    {
        static (float[], int) Shift(Draw draw, float[] row, int label) => ([row[0] + 0.8f, .. row[1..]], label);
        var sample = ControlFiles.Mixed.Sample(300, 300, 4, Shift);
        var one = Auditor.Run(sample, [new LossAttack()], new AuditOptions { DegreeOfParallelism = 1 });
        var two = Auditor.Run(sample, [new LossAttack()], new AuditOptions { DegreeOfParallelism = 4 });
        Assert.Equal(one.ColumnDifferences, two.ColumnDifferences);
        Assert.Equal(one.Findings, two.Findings);
        Assert.Equal("c0", one.ColumnDifferences[0].Column);
    }
}
