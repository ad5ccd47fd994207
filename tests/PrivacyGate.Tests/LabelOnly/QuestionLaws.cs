using System.Globalization;
using System.Text.Json;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly;

/// <summary>What every kind of question owes, whatever it asks.</summary>
public class QuestionLaws
{
    private static readonly LabelOnlyOptions Some = new() { QueriesPerRecord = 120, StableRankCorrelation = 2 };

    private static readonly string[] Ids = ["label-noise", "label-augment", "label-boundary"];

    public static TheoryData<string> Attacks => [.. Ids];

    /// <summary>Every kind with a table of flags and numbers, and with one of numbers alone.</summary>
    public static TheoryData<string, bool> AttacksAndTables
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var id in Ids)
            {
                data.Add(id, true);
                data.Add(id, false);
            }

            return data;
        }
    }

    private static int Rule(double[] x) => (x[0] + (0.2 * x[1])) switch { > 1.3 => 2, > 0.6 => 1, _ => 0 };

    private static RecordBatch Records(bool mixed) => Tables.Of([mixed ? Tables.Mixed(120, seed: 2) : Tables.Floats(4, Tables.Normals(4 * 120, seed: 2))], Rule);

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Changed_records_keep_the_form_of_real_ones(string attack)
    {
        var records = Records(mixed: true);
        double[][] real = [.. Enumerable.Range(0, records.Count).Select(row => RuleClassifier.Numbers(records, row))];
        (double Low, double High)[] ranges = [.. Enumerable.Range(0, 9).Select(cell => (real.Min(x => x[cell]), real.Max(x => x[cell])))];
        HashSet<double> second = [.. real.Select(static x => x[1])];
        var changed = 0;
        var model = new RuleClassifier(Rule)
        {
            Before = (batch, _) =>
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    var x = RuleClassifier.Numbers(batch, row);
                    Assert.All(x.Zip(ranges), static pair => Assert.InRange(pair.First, pair.Second.Low, pair.Second.High));
                    Assert.Equal(1, x[3] + x[4] + x[5]);
                    Assert.All(x[2..], static value => Assert.Equal(Math.Round(value), value));
                    Assert.Contains(x[1], second);
                    Interlocked.Add(ref changed, x[7] == 0 ? 0 : 1);
                }
            },
        };
        Tables.Ask(attack, records, model, Some, FeatureSpace.Of(records, [new CellAddress("x", 1)]));
        Assert.True(changed > 0);
    }

    [Theory]
    [MemberData(nameof(AttacksAndTables))]
    public void The_answer_is_the_same_for_any_number_of_threads(string attack, bool mixed)
    {
        var records = Records(mixed);
        string Curve(int threads, ulong seed) => JsonSerializer.Serialize(
            Tables.Ask(attack, records, new RuleClassifier(Rule), Some with { DegreeOfParallelism = threads, Seed = seed }));
        Assert.Equal(Curve(1, 7), Curve(8, 7));
        Assert.NotEqual(Curve(1, 7), Curve(1, 8));
    }

    [Theory]
    [MemberData(nameof(AttacksAndTables))]
    public void The_budget_is_kept_to_the_query(string attack, bool mixed)
    {
        var records = Records(mixed);
        foreach (var budget in (int[])[1, 2, 7, 31, 60, 113])
        {
            var asked = 0;
            var model = new RuleClassifier(Rule) { Before = (batch, _) => Interlocked.Add(ref asked, batch.Count) };
            var curve = Tables.Ask(attack, records, model, Some with { QueriesPerRecord = budget });
            var right = curve.Points[0].Scores.Count(static score => score > 0);
            Assert.True(asked <= records.Count + (right * (curve.Points[^1].QueriesPerRecord - 1)), $"{asked} for {records.Count} records of {budget}");
            Assert.Equal(QueryEnd.BudgetSpent, curve.Ended);
            Assert.Equal(curve.Points.Select(static point => point.QueriesPerRecord).Order(), curve.Points.Select(static point => point.QueriesPerRecord));
            Assert.InRange(curve.Points[^1].QueriesPerRecord, 1, budget);
        }
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void What_was_asked_is_told_alike_in_any_culture(string attack)
    {
        string Words() => Tables.Ask(attack, Records(mixed: true), new RuleClassifier(Rule), Some with { QueriesPerRecord = 12 }).Description;
        var invariant = Words();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(invariant, Words());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(attack != "label-boundary", invariant.Contains("0.02, 0.04, 0.08, 0.16, 0.32", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AttacksAndTables))]
    public void Nothing_is_asked_after_a_cancellation(string attack, bool mixed)
    {
        using var cancel = new CancellationTokenSource();
        var after = 0;
        var model = new RuleClassifier(Rule)
        {
            Before = (_, before) =>
            {
                after += cancel.IsCancellationRequested ? 1 : 0;
                if (before == 40)
                {
                    cancel.Cancel();
                }
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Tables.Ask(attack, Records(mixed), model, Some, cancellation: cancel.Token));
        Assert.Equal(0, after);
        Assert.Equal(41, model.Batches);
    }

    [Theory]
    [MemberData(nameof(AttacksAndTables))]
    public void When_the_time_is_up_what_was_known_at_the_last_milestone_stands(string attack, bool mixed)
    {
        var records = Records(mixed);
        var whole = Tables.Ask(attack, records, new RuleClassifier(Rule), Some);
        using var time = new CancellationTokenSource();
        var model = new RuleClassifier(Rule)
        {
            Before = (_, before) =>
            {
                if (before == 560)
                {
                    time.Cancel();
                }
            },
        };
        var cut = Tables.Ask(attack, records, model, Some, timeUp: time.Token);
        Assert.Equal(QueryEnd.TimeUp, cut.Ended);
        Assert.Equal(561, model.Batches);
        Assert.InRange(cut.Points.Count, 2, whole.Points.Count - 1);
        Assert.Equal(JsonSerializer.Serialize(whole.Points.Take(cut.Points.Count)), JsonSerializer.Serialize(cut.Points));
    }

    [Theory]
    [MemberData(nameof(AttacksAndTables))]
    public void Asking_ends_when_the_ranking_no_longer_changes(string attack, bool mixed)
    {
        var curve = Tables.Ask(attack, Records(mixed), new RuleClassifier(Rule), new LabelOnlyOptions { QueriesPerRecord = 100_000, StableRankCorrelation = 0.9 });
        Assert.Equal(QueryEnd.RankingStable, curve.Ended);
        Assert.True(curve.Points[^1].QueriesPerRecord < 5000);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_model_that_is_never_right_is_asked_once(string attack)
    {
        var records = Records(mixed: true);
        var curve = Tables.Ask(attack, records with { Labels = [.. records.Labels.Select(static label => label + 3)] }, new RuleClassifier(Rule), Some);
        Assert.Equal(QueryEnd.NothingToAsk, curve.Ended);
        Assert.All(curve.Points.Single().Scores, static score => Assert.Equal(0, score));
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_model_of_a_single_answer_tells_nothing(string attack)
    {
        var records = Records(mixed: true) with { Labels = new int[120] };
        var curve = Tables.Ask(attack, records, new RuleClassifier(static _ => 0), Some);
        Assert.Single(curve.Points[^1].Scores.Distinct());
    }
}
