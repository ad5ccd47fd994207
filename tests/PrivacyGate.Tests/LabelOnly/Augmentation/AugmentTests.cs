using System.Text.Json;
using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Attacks;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly.Augmentation;

public class AugmentTests
{
    private const string Augment = "label-augment";
    private const int Side = 8;
    private static readonly LabelOnlyOptions Enough = new() { QueriesPerRecord = 500, DegreeOfParallelism = 2 };

    /// <summary>Pictures of a few soft waves each, in classes by which half is brighter; some labels are wrong, which only a memory can get right.</summary>
    private static RecordBatch Pictures(int count, int seed, bool last = false)
    {
        var random = new Random(seed);
        var values = new List<float>();
        for (var i = 0; i < count; i++)
        {
            double[] draws = [.. Enumerable.Range(0, 6).Select(_ => Synthetic.Normal(random))];
            values.AddRange(Enumerable.Range(0, Side * Side).Select(point =>
                (float)((draws[0] * Math.Sin((point / Side * 0.9) + draws[1])) + (draws[2] * Math.Cos((point % Side * 0.8) + draws[3])) + (0.3 * draws[4]))));
        }

        var records = Tables.Of([new FeatureBlock("x", ElementKind.Float32, last ? [Side, Side, 1] : [1, Side, Side], values.ToArray())], Brighter);
        return records with { Labels = [.. records.Labels.Select(label => random.NextDouble() < 0.2 ? 1 - label : label)] };
    }

    private static int Brighter(double[] x) => x.Take(x.Length / 2).Sum() > x.Skip(x.Length / 2).Sum() ? 1 : 0;

    /// <summary>The class of the nearest picture remembered.</summary>
    private static RuleClassifier Remembers(RecordBatch members)
    {
        double[][] memory = [.. Enumerable.Range(0, members.Count).Select(row => RuleClassifier.Numbers(members, row))];
        return new RuleClassifier(x => members.Labels[Enumerable.Range(0, memory.Length).MinBy(i => memory[i].Zip(x, static (a, b) => (a - b) * (a - b)).Sum())], 64);
    }

    [Fact]
    public void Members_of_a_model_that_remembers_get_more_votes_than_others_it_gets_right()
    {
        var members = Pictures(150, seed: 1);
        var all = RecordBatch.Join([members, Pictures(150, seed: 2)]);
        var curve = Tables.Ask(Augment, all, Remembers(members), Enough);
        var scores = curve.Points[^1].Scores;
        var ofMembers = scores.Take(150).Average();
        var ofOthers = scores.Skip(150).Where(static score => score > 0).Average();
        Assert.True(ofMembers > ofOthers + 0.05, $"{ofMembers} and {ofOthers}");
        Assert.All(scores.Take(150), static score => Assert.InRange(score, 1 / 12.0, 1));
        Assert.Contains(0, scores.Skip(150));
    }

    [Fact]
    [ValueOf("label-augment")]
    public void A_score_is_the_share_of_right_votes()
    {
        // A dot in the middle and a slope that rises to the right: each change can be done by hand.
        static int Rule(double[] x) => x[4] > x[3] ? 1 : 0;
        float[] values = [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        var records = Tables.Of([new FeatureBlock("x", ElementKind.Float32, [3, 3], values)], Rule);
        var curve = Tables.Ask(Augment, records, new RuleClassifier(Rule), Enough with { PictureTurns = 0 });

        // The dot leaves the middle with each of four shifts and stays when mirrored. The slope rises when shifted, but for
        // the shift to the right, where the edge fills in what the middle has; mirrored it falls.
        Assert.Equal([1, 5, 6], curve.Points.Select(static point => point.QueriesPerRecord));
        Assert.Equal([1 / 5.0, 4 / 5.0], curve.Points[1].Scores);
        Assert.Equal([2 / 6.0, 4 / 6.0], curve.Points[2].Scores);
    }

    [Fact]
    public void A_picture_the_model_gets_wrong_has_score_0_and_is_asked_about_once()
    {
        var records = Pictures(60, seed: 3);
        var asked = 0;
        var model = new RuleClassifier(Brighter) { Before = (batch, _) => Interlocked.Add(ref asked, batch.Count) };
        var curve = Tables.Ask(Augment, records, model, Enough);
        bool[] right = [.. Enumerable.Range(0, 60).Select(row => Brighter(RuleClassifier.Numbers(records, row)) == records.Labels[row])];
        Assert.Equal(right, curve.Points[^1].Scores.Select(static score => score > 0));
        Assert.Equal(60 + (11 * right.Count(static yes => yes)), asked);
        Assert.Equal(QueryEnd.NothingToAsk, curve.Ended);
    }

    [Fact]
    public void The_budget_is_kept_to_the_query()
    {
        var records = Pictures(40, seed: 4);
        for (var budget = 1; budget <= 12; budget++)
        {
            var asked = 0;
            var model = new RuleClassifier(Brighter) { Before = (batch, _) => Interlocked.Add(ref asked, batch.Count) };
            var curve = Tables.Ask(Augment, records, model, Enough with { QueriesPerRecord = budget });
            var right = curve.Points[0].Scores.Count(static score => score > 0);
            Assert.Equal(40 + ((budget - 1) * right), asked);
            Assert.Equal(QueryEnd.BudgetSpent, curve.Ended);
            Assert.Equal(budget, curve.Points[^1].QueriesPerRecord);
        }
    }

    [Fact]
    public void The_answer_is_the_same_for_any_number_of_threads_and_any_place_of_the_channels()
    {
        var members = Pictures(50, seed: 5);
        string Curve(int threads, bool last) => JsonSerializer.Serialize(Tables.Ask(
            Augment, RecordBatch.Join([Pictures(50, seed: 5, last), Pictures(50, seed: 6, last)]), Remembers(members), Enough with { DegreeOfParallelism = threads }));
        Assert.Equal(Curve(1, last: false), Curve(8, last: false));
        Assert.Equal(Curve(1, last: false), Curve(2, last: true));
    }

    [Fact]
    public void Points_that_must_stay_stay_and_all_keep_to_the_range_of_the_data()
    {
        var records = Pictures(30, seed: 7);
        var values = (float[])records.Features[0].Values;
        HashSet<double> corner = [.. Enumerable.Range(0, 30).Select(row => (double)values[row * Side * Side])];
        var changed = 0;
        var model = new RuleClassifier(Brighter)
        {
            Before = (batch, _) =>
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    var x = RuleClassifier.Numbers(batch, row);
                    Assert.Contains(x[0], corner);
                    Assert.All(x, value => Assert.InRange(value, values.Min(), values.Max()));
                    Interlocked.Add(ref changed, values.Contains((float)x[9]) ? 0 : 1);
                }
            },
        };
        Tables.Ask(Augment, records, model, Enough, FeatureSpace.Of(records, [new CellAddress("x", 0)]));
        Assert.True(changed > 0);
    }

    [Fact]
    public void When_the_time_is_up_the_kinds_of_change_that_were_finished_stand()
    {
        var records = Pictures(64, seed: 8);
        var whole = Tables.Ask(Augment, records, new RuleClassifier(Brighter), Enough);
        using var time = new CancellationTokenSource();
        var model = new RuleClassifier(Brighter)
        {
            Before = (_, before) =>
            {
                if (before == 25)
                {
                    time.Cancel();
                }
            },
        };
        var cut = Tables.Ask(Augment, records, model, Enough with { DegreeOfParallelism = 1 }, timeUp: time.Token);
        Assert.Equal(QueryEnd.TimeUp, cut.Ended);
        Assert.Equal([1, 5], cut.Points.Select(static point => point.QueriesPerRecord));
        Assert.Equal(JsonSerializer.Serialize(whole.Points.Take(2)), JsonSerializer.Serialize(cut.Points));
    }

    [Fact]
    public void In_a_table_strengths_of_noise_vote_and_those_further_from_the_boundary_get_more_votes()
    {
        static int Rule(double[] x) => x[0] > 0 ? 1 : 0;
        var records = Tables.Of([Tables.Floats(1, Tables.Normals(400, seed: 9))], Rule);
        var curve = Tables.Ask(Augment, records, new RuleClassifier(Rule, 64), new LabelOnlyOptions { QueriesPerRecord = 251, StableRankCorrelation = 2 });
        var scores = curve.Points[^1].Scores;
        Assert.All(scores, static score => Assert.Contains(score, Enumerable.Range(1, 6).Select(static votes => votes / 6.0)));
        int[] outwards = [.. Enumerable.Range(0, 400).OrderBy(row => Math.Abs(RuleClassifier.Numbers(records, row)[0]))];

        // All records get the same noise: on either side, who is further out withstands whatever one further in does.
        foreach (var side in outwards.GroupBy(row => records.Labels[row]))
        {
            Assert.Equal(side.Select(row => scores[row]).Order(), side.Select(row => scores[row]));
        }

        Assert.Equal(1, scores[outwards[^1]]);
        Assert.Equal(1 / 6.0, scores[outwards[0]]);
    }

    [Fact]
    public void An_audit_without_labels_refuses_it_by_name()
    {
        var records = Pictures(40, seed: 10);
        var attack = new LabelAugmentAttack();
        var sample = Synthetic.Sample(40, 40, 1, seed: 11);
        var report = Auditor.Run(sample, [new GapAttack(), attack], new AuditOptions());
        Assert.Equal([Augment], report.Refused.Select(static refused => refused.Attack));
        Assert.Throws<InvalidOperationException>(() => attack.Score(sample.Input));
        var request = new LabelOnlyRequest(["gap"], records, new RuleClassifier(Brighter), FeatureSpace.Of(records, []), Enough);
        Assert.Empty(LabelOnlyCollector.Collect(request).Curves);
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelOnlyCollector.Collect(request with { Options = Enough with { PictureShift = -1 } }));
    }
}
