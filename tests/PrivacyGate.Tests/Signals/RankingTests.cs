using PrivacyGate.Auditing;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Signals;

/// <summary>Rankings, from documents to queries: golden losses by hand, gains by scikit-learn 1.2.1.</summary>
public sealed class RankingTests
{
    private static ValueTargets Targets(float[] relevances, params int[] queries) =>
        new(ModelTask.Ranking, 1, relevances) { Groups = queries.Length == 0 ? new UInt128[relevances.Length] : [.. queries.Select(static query => (UInt128)query)] };

    /// <summary>Pairs 2 > 0, 2 > 1 and 1 > 0: ln(1 + e^-.8) + ln(1 + e^-1.5) + ln(1 + e^.7) = 1.67569999.</summary>
    [Fact]
    public void The_loss_of_a_query_is_the_mean_over_its_pairs()
    {
        var groups = QueryGroups.Of(Targets([2, 0, 1]));

        Assert.Equal(1.67569999 / 3, groups.MeanLoss([2, 1.2, .5]), 1e-8);
        Assert.Equal(.290131742, groups.Confidence([0, 1, 2], [2, 1.2, .5]), 1e-8);
        Assert.Equal(2.0 / 3, groups.InOrder([0, 1, 2], [2, 1.2, .5]), 1e-12);
        Assert.Equal(.5, groups.InOrder([0, 1, 2], [1, 1, 1]), 1e-12);
    }

    /// <summary>With one pair the signal is the margin itself, also where the loss rounds to 0 or is nothing but the margin.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(-3)]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(2000)]
    [InlineData(-50)]
    [InlineData(-2000)]
    public void One_pair_gives_its_margin(double margin) =>
        Assert.Equal(margin, QueryGroups.Of(Targets([1, 0])).Confidence([0, 1], [margin, 0]), 1e-9 * Math.Max(1, Math.Abs(margin)));

    [Fact]
    public void Queries_count_alike_and_those_without_pairs_do_not()
    {
        var groups = QueryGroups.Of(Targets([1, 0, 1, 0, 0, 3, 3, 2], 1, 1, 2, 2, 2, 3, 3, 4));
        double[] scores = [1, 0, 0, 0, 0, 5, 1, 9];

        Assert.Equal((Math.Log(1 + Math.Exp(-1)) + Math.Log(2)) / 2, groups.MeanLoss(scores), 1e-12);
        Assert.Equal([true, true, false, false], groups.Rows.Select(groups.HasPairs));
    }

    /// <summary>Of scikit-learn 1.2.1: ndcg_score([2 ** relevance - 1], [scores], k=10); the last with the relevances themselves.</summary>
    [Theory]
    [InlineData(new float[] { 3, 2, 3, 0, 1, 2 }, new[] { .9, .8, .1, .2, .7, .3 }, .9029062300961361)]
    [InlineData(new float[] { 2, 0, 1, 0 }, new[] { 1, 1, .5, 1 }, .7054959708667461)]
    [InlineData(new float[] { 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1 }, new double[] { 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 }, .5466226749719975)]
    [InlineData(new float[] { 100, 20, 40 }, new double[] { 1, 3, 2 }, .7042233725963558)]
    [InlineData(new float[] { 0, 0 }, new double[] { 1, 3 }, double.NaN)]
    public void The_gain_is_that_of_scikit_learn(float[] relevances, double[] scores, double expected) =>
        Assert.Equal(expected, RankingGain.For(relevances).Of(relevances, scores), 1e-12);

    [Fact]
    public void A_query_on_both_sides_is_left_out_whole_by_name_and_by_content()
    {
        UInt128[] keys = [1, 2, 3, 4, 5, 6, 5, 6, 7, 8, 9];
        UInt128[] queries = [10, 10, 11, 11, 12, 12, 13, 13, 14, 10, 15];
        bool[] sides = [true, true, true, true, true, true, false, false, false, false, true];

        var units = QueryUnits.Of(keys, queries, [0, 1, 0, 1, 0, 1, 0, 1, 2, 1, 1], sides, null);

        // Query 10 is on both sides by name, 12 and 13 hold the same documents, 14 and 15 have one document.
        Assert.Equal([2, 3], units.Kept);
        Assert.Equal(units.Keys[0], units.Keys[1]);
        Assert.Equal((2, 0, 4, 3, 2), (units.Counts.Members, units.Counts.NonMembers, units.Counts.EqualMembers, units.Counts.EqualNonMembers, units.Counts.WithoutPairs));
    }

    [Fact]
    public void A_query_with_most_documents_nearly_copied_is_left_out()
    {
        UInt128[] keys = [1, 2, 3, 4, 5, 6];
        UInt128[] queries = [10, 10, 10, 11, 11, 11];
        bool[] sides = [true, true, true, false, false, false];

        var units = QueryUnits.Of(keys, queries, [0, 1, 2, 0, 1, 2], sides, new HashSet<UInt128> { 1, 2, 4 });

        Assert.Equal([3, 4, 5], units.Kept);
        Assert.Equal(3, units.Counts.NearMembers);
    }

    /// <summary>A holdout that repeats the members' queries under other names, one document exchanged.</summary>
    [Fact]
    public void Queries_that_share_most_documents_are_left_out_on_both_sides()
    {
        UInt128[] keys = [1, 2, 3, 1, 2, 4, 5, 6];
        UInt128[] queries = [10, 10, 10, 11, 11, 11, 12, 12];
        bool[] sides = [true, true, true, false, false, false, false, false];

        var units = QueryUnits.Of(keys, queries, [0, 1, 2, 0, 1, 2, 0, 1], sides, null);

        Assert.Equal([6, 7], units.Kept);
        Assert.Equal((3, 3), (units.Counts.NearMembers, units.Counts.NearNonMembers));
    }

    [Fact]
    public void A_query_has_one_key_whatever_the_order_of_its_documents()
    {
        RecordBatch Batch(params int[] keys) => new([], Targets([.. keys.Select(static key => (float)key)], [.. keys.Select(static key => key / 10)]), [.. keys.Select(static key => (UInt128)key)], null, []);

        var one = QueryKeys.Of(Batch(21, 12, 11, 22));
        var other = QueryKeys.Of(Batch(11, 21, 22, 12));

        Assert.Equal(one.Keys, other.Keys);
        Assert.Equal(one.Targets.Count, one.Keys.Length);
        Assert.Equal(((ValueTargets)one.Targets).Values, ((ValueTargets)other.Targets).Values);
        Assert.Equal(2, one.Keys.Distinct().Count());
    }

    [Fact]
    public void Shadows_are_trained_on_whole_queries_and_queries_are_what_is_counted()
    {
        var sample = SyntheticValues.Sample(ModelTask.Ranking, 40, 40, 0, seed: 3);
        var records = sample.Input.Records!;
        var groups = ((ValueTargets)records.Targets).Groups!;

        Assert.Equal(80, sample.Truth.Subjects!.Distinct().Count());
        Assert.All(sample.Input.Shadows!.Shadows, shadow => Assert.All(
            Enumerable.Range(0, records.Count).GroupBy(row => groups[row]), query => Assert.Single(query.Select(row => shadow.Trained[row]).Distinct())));
        Assert.Equal(["NDCG@10", "pairs in order", "pairwise loss"], sample.Fit.Figures.Select(static figure => figure.Name));
        Assert.Equal([false, false, true], sample.Fit.Figures.Select(static figure => figure.IsError));
        Assert.Equal(sample.Fit.Figures[2].Members, sample.Input.MeanMemberLoss!.Value, 1e-12);
    }

    /// <summary>A query whose documents are split between the files leaves nothing to be audited; the message says how to split.</summary>
    [Fact]
    public void Files_split_by_documents_are_refused()
    {
        var collector = new SignalCollector([]);
        foreach (var side in new[] { Side.Member, Side.NonMember })
        {
            int[] documents = [.. Enumerable.Range(side == Side.Member ? 0 : 200, 200)];
            collector.Add(
                side,
                new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [1], documents.Select(static document => (float)document).ToArray())],
                    Targets([.. documents.Select(static document => (float)(document % 3))], [.. documents.Select(static document => (document % 200) / 5)]),
                    [.. documents.Select(static document => (UInt128)document + 1)], null, []),
                new Predictions(ScoreKind.Values, 1, [.. documents.Select(static document => (double)document)], [], null));
        }

        var invalidity = Auditor.WhyInvalid(collector.ToSample(), new AuditOptions())!;

        Assert.Equal(DiagnosticIds.TooManyEqualRecords, invalidity.Id);
        Assert.Contains("put all documents of a query on one side", invalidity.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(-1, DiagnosticIds.MembersUnknown)]
    [InlineData(0, DiagnosticIds.KnowledgeUnproven)]
    public void A_ranking_is_to_be_better_than_chance(int sign, string? code)
    {
        var collector = new SignalCollector([]);
        foreach (var side in new[] { Side.Member, Side.NonMember })
        {
            int[] documents = [.. Enumerable.Range(side == Side.Member ? 0 : 400, 400)];
            collector.Add(
                side,
                new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [1], documents.Select(static document => (float)(document % 7)).ToArray())],
                    Targets([.. documents.Select(static document => (float)(document % 3))], [.. documents.Select(static document => document / 5)]),
                    [.. documents.Select(static document => (UInt128)document + 1)], null, []),
                new Predictions(ScoreKind.Values, 1, [.. documents.Select(document => (double)(sign * (document % 3)) + (1.5 * Math.Sin(document * document)))], [], null));
        }

        var sample = collector.ToSample();
        var report = Auditor.Run(sample, [new PrivacyGate.Attacks.LossAttack()], new AuditOptions());

        Assert.Equal(code == DiagnosticIds.MembersUnknown ? code : null, report.Invalidity?.Id);
        Assert.Equal(code == DiagnosticIds.KnowledgeUnproven, report.Reservations.Any(static told => told.Id == DiagnosticIds.KnowledgeUnproven));
    }

    [Fact]
    public void Without_a_pair_there_is_nothing_to_audit()
    {
        var units = QueryUnits.Of([1, 2, 3, 4], [1, 1, 2, 2], [1, 1, 1, 1], [true, true, false, false], null);

        Assert.Empty(units.Kept);
        Assert.Equal(4, units.Counts.WithoutPairs);
    }

    [Fact]
    public void Reference_queries_that_are_audited_are_removed()
    {
        RecordBatch Batch(params int[] keys) => new([], Targets([.. keys.Select(static key => (float)key)], [.. keys.Select(static key => key / 10)]), [.. keys.Select(static key => (UInt128)key)], null, []);

        var pool = ShadowPool.Create(ShadowSources.Auditor, QueryKeys.Of(Batch(11, 12, 21, 22)), Batch(12, 31, 32, 11, 33), []);

        Assert.Equal(2, pool.Removed);
        Assert.Equal([31f, 32, 33], ((ValueTargets)pool.Others!.Targets).Values);
    }
}
