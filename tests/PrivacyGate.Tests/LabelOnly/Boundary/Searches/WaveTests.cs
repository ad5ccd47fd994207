using System.Text.Json;
using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly.Boundary.Searches;

/// <summary>Records that do not fit into memory wait for a later wave, and nobody sees the difference.</summary>
public class WaveTests
{
    private const int Records = 150;
    private static readonly LabelOnlyOptions Some = new() { QueriesPerRecord = 200, StableRankCorrelation = 2 };

    private static int Rule(double[] x) => (x[0] + (0.2 * x[1])) switch { > 1.3 => 2, > 0.6 => 1, _ => 0 };

    private static RecordBatch Table(bool mixed) => Tables.Of([mixed ? Tables.Mixed(Records, seed: 3) : Tables.Floats(4, Tables.Normals(4 * Records, seed: 3))], Rule);

    private static QueryCurve Ask(bool mixed, LabelOnlyOptions options, Action? before = null, CancellationToken timeUp = default) =>
        Tables.Ask("label-boundary", Table(mixed), new RuleClassifier(Rule) { Before = (_, _) => before?.Invoke() }, options, timeUp: timeUp);

    [Theory]
    [InlineData(true, BoundaryNorm.Euclidean)]
    [InlineData(false, BoundaryNorm.Euclidean)]
    [InlineData(false, BoundaryNorm.Largest)]
    public void What_is_found_does_not_depend_on_how_many_records_fit_into_memory(bool mixed, BoundaryNorm norm)
    {
        var whole = JsonSerializer.Serialize(Ask(mixed, Some with { Norm = norm }));
        foreach (var bytes in (long[])[1, 900, 5000])
        {
            Assert.Equal(whole, JsonSerializer.Serialize(Ask(mixed, Some with { Norm = norm, SearchBytes = bytes })));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Later_waves_end_where_the_first_one_ended(bool mixed)
    {
        var asked = 0;
        var model = new RuleClassifier(Rule) { Before = (batch, _) => asked += batch.Count };
        var curve = Tables.Ask("label-boundary", Table(mixed), model, new LabelOnlyOptions { QueriesPerRecord = 100_000, StableRankCorrelation = 0.9, SearchBytes = 9 * 16 * 60 });
        Assert.Equal(QueryEnd.RankingStable, curve.Ended);
        Assert.InRange(curve.Points[^1].QueriesPerRecord, 2, 5000);

        // Had later waves gone on, they would have been asked more; had they ended before, less. Every record is answered rightly.
        var most = Records * curve.Points[^1].QueriesPerRecord;
        Assert.InRange(asked, most / 2, most);
        Assert.All(curve.Points.Skip(1), static point => Assert.All(point.Scores, static score => Assert.True(score > 0)));
    }

    [Fact]
    public void When_the_time_is_up_before_the_last_wave_only_what_all_records_were_asked_stands()
    {
        using var time = new CancellationTokenSource();
        var batches = 0;
        var curve = Ask(false, Some with { SearchBytes = 20 * 4 * 50 }, () =>
        {
            if (++batches == 600)
            {
                time.Cancel();
            }
        }, time.Token);
        Assert.Equal(QueryEnd.TimeUp, curve.Ended);
        Assert.Equal(1, curve.Points.Single().QueriesPerRecord);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_asked_when_the_time_is_up_before_the_search(bool mixed)
    {
        var batches = 0;
        var curve = Ask(mixed, Some, () => batches++, new CancellationToken(true));
        Assert.Equal(QueryEnd.TimeUp, curve.Ended);
        Assert.Single(curve.Points);
        Assert.Equal(1, batches);
    }

    [Fact]
    public void Scores_are_noted_after_the_first_round_to_pass_each_milestone_before_the_budget()
    {
        var plan = new SearchPlan(1, static round => 40 * round, static (_, _) => throw new InvalidOperationException());
        Assert.Equal([1, 2, 3, 7, 13], plan.NotedRounds(1000));
        Assert.Empty(plan.NotedRounds(40));
    }

    [Fact]
    public void A_query_that_cannot_be_asked_changes_no_label()
    {
        var ledger = new QueryLedger(3, 3);
        ledger.Spend(1, 2);
        Assert.Equal([false, true, false], ledger.Keep([0, 1, 2], static able => new bool[able.Length])!);
        Assert.Equal([2, 3, 2], [ledger.Spent(0), ledger.Spent(1), ledger.Spent(2)]);
        Assert.Null(ledger.Keep([0, 2], static _ => null));
    }

    [Fact]
    public void Copies_are_cut_into_blocks_in_which_every_record_has_all()
    {
        CopyBlock[] blocks = [.. CopyBlock.Of([4, 7, 9], [5, 2, 5], numbers: 2_000_000)];
        Assert.Equal([(0, 2, "4 7 9"), (2, 2, "4 9"), (4, 1, "4 9")], blocks.Select(static block => (block.First, block.Count, string.Join(' ', block.Places))));
    }
}
