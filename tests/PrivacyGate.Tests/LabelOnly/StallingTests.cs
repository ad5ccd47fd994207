using System.Text.Json;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly;

/// <summary>Models that stall, and searches that have nothing to ask: what was found stands, and all comes to an end.</summary>
public class StallingTests
{
    private static readonly LabelOnlyOptions Some = new() { QueriesPerRecord = 60, StableRankCorrelation = 2 };

    private static int Rule(double[] x) => (x[0] + (0.2 * x[1])) switch { > 1.3 => 2, > 0.6 => 1, _ => 0 };

    private static RecordBatch Records { get; } = Tables.Of([Tables.Mixed(120, seed: 2)], Rule);

    /// <summary>The model still answers when the time is up, and is ended by the cancellation that follows.</summary>
    [Fact]
    public void A_kind_that_is_ended_after_its_time_leaves_those_before_it_as_they_are()
    {
        var alone = new RuleClassifier(Rule) { Before = static (_, _) => { } };
        var noise = Tables.Ask("label-noise", Records, alone, Some);
        using var time = new CancellationTokenSource();
        using var ending = new CancellationTokenSource();
        var stalling = new RuleClassifier(Rule)
        {
            Before = (_, before) =>
            {
                if (before == alone.Batches + 5)
                {
                    time.Cancel();
                    ending.Cancel();
                }
            },
        };
        var evidence = LabelOnlyCollector.Collect(
            new LabelOnlyRequest(["label-noise", "label-boundary", "label-transfer"], Records, stalling, FeatureSpace.Of(Records, []), Some) { Trainer = new MemoriserTrainer(3) },
            null, time.Token, ending.Token);
        Assert.Equal(JsonSerializer.Serialize(noise), JsonSerializer.Serialize(evidence.Curves.Single()));
        Assert.True(evidence.LocalShadows is null && stalling.Batches == alone.Batches + 6);
    }

    [Fact]
    public void A_cancellation_before_the_time_is_up_ends_all()
    {
        using var time = new CancellationTokenSource();
        using var cancel = new CancellationTokenSource();
        var model = new RuleClassifier(Rule) { Before = (_, before) => { if (before == 40) { cancel.Cancel(); } } };
        Assert.ThrowsAny<OperationCanceledException>(() => LabelOnlyCollector.Collect(
            new LabelOnlyRequest(["label-noise", "label-boundary"], Records, model, FeatureSpace.Of(Records, []), Some), null, time.Token, cancel.Token));
    }

    [Fact]
    public void Transfer_is_not_begun_after_the_time_and_what_is_cut_off_in_it_leaves_the_rest()
    {
        using var time = new CancellationTokenSource();
        var trained = 0;
        LabelOnlyRequest request = new(["label-noise", "label-transfer"], Records, new RuleClassifier(Rule), FeatureSpace.Of(Records, []), Some)
        {
            Trainer = new MemoriserTrainer(3)
            {
                Before = (_, token) =>
                {
                    trained++;
                    time.Cancel();
                    token.ThrowIfCancellationRequested();
                },
            },
        };
        Assert.Equal("label-noise", LabelOnlyCollector.Collect(request, null, time.Token).Curves.Single().AttackId);
        Assert.Equal(1, trained);
        LabelOnlyCollector.Collect(request, null, time.Token);
        Assert.Equal(1, trained);
    }

    /// <summary>Equal records that are answered differently: an exchange of nothing seems to change the label.</summary>
    [Fact]
    public void A_model_that_answers_at_random_is_asked_no_more_than_the_budget()
    {
        var records = Tables.Of([Tables.Floats(2, Tables.Flags(2 * 100, seed: 4))], static _ => 0);
        var random = new Random(5);
        var asked = 0;
        var model = new RuleClassifier(_ => random.Next(2)) { Before = (batch, _) => asked += batch.Count };
        var curve = Tables.Ask("label-boundary", records, model, Some);
        Assert.InRange(asked, 101, 100 * Some.QueriesPerRecord);
        Assert.All(curve.Points[^1].Scores, static score => Assert.True(double.IsFinite(score)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_search_that_asks_nothing_is_ended_by_the_time_and_by_a_cancellation(bool isTime)
    {
        using var source = new CancellationTokenSource();
        var none = CancellationToken.None;
        var oracle = new LabelOracle(new RuleClassifier(Rule), none);
        var questions = new LabelQuestions(
            Records, new int[120], FeatureSpace.Of(Records, []), oracle, Some, null, isTime ? source.Token : none, isTime ? none : source.Token);
        var idle = new Idle(source);
        var group = new SearchGroup(0, 1, questions, new SearchPlan(1, static round => round, (_, _) => idle));
        if (isTime)
        {
            group.Advance(1000);
            Assert.False(group.IsInTime);
        }
        else
        {
            Assert.Throws<OperationCanceledException>(() => group.Advance(1000));
        }

        Assert.Equal(5, idle.Rounds);
    }

    /// <summary>A reference record of a category that no audited record has: no cell of the group is 1.</summary>
    [Theory]
    [InlineData("label-noise")]
    [InlineData("label-augment")]
    [InlineData("label-boundary")]
    public void Local_shadows_are_asked_about_reference_records_of_a_category_that_is_not_audited(string attack)
    {
        var block = Tables.Mixed(160, seed: 9);
        var values = (float[])block.Values;
        for (var row = 0; row < 160; row += 7)
        {
            values.AsSpan((row * 9) + 3, 3).Clear();
        }

        var reference = Tables.Of([block], Rule);
        reference = reference with { Keys = [.. reference.Keys.Select(static key => key + 1000)] };
        var evidence = LabelOnlyCollector.Collect(new LabelOnlyRequest([attack], Records, new RuleClassifier(Rule), FeatureSpace.Of(Records, []), Some)
        {
            Trainer = new MemoriserTrainer(3),
            LocalShadows = new LocalShadowSource(PrivacyGate.Shadows.ShadowPool.Create(PrivacyGate.Shadows.ShadowSources.Reference, Records, reference, []), 60),
        });
        Assert.Equal(2, evidence.LocalShadows!.Shadows);
        Assert.Equal(evidence.LocalShadows.Trained.Length, evidence.LocalShadows.Shadow.Length);
        Assert.Equal([0, 1], evidence.LocalShadows.Shadow.Distinct());
    }

    private sealed class Idle(CancellationTokenSource source) : ISearch
    {
        public int Rounds { get; private set; }

        public bool IsOver => false;

        public bool Advance(int round)
        {
            if (++Rounds == 5)
            {
                source.Cancel();
            }

            return true;
        }

        public int Queries(int place) => 1;

        public double Score(int place) => 1;
    }
}
