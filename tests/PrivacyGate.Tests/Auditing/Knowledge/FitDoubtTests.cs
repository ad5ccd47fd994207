using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Auditing.Knowledge;

/// <summary>Members that are not prepared as in training are doubted, and honest models of every kind are let be.</summary>
public class FitDoubtTests
{
    private static readonly GraphFacts Network = new(true, false, false);
    private static readonly GraphFacts Boosted = new(false, true, false);
    private static readonly GraphFacts GrownOut = new(false, true, true);

    /// <summary>Two classes; of every ten records of class c the first so many are answered rightly, all with the same log-odds.</summary>
    private static MemberAnswers Answers(int count, double logOdds, int rightOf0, int rightOf1, int every = 2)
    {
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % every == 0 ? 1 : 0)];
        int[] seen = [0, 0];
        int[] predicted = [.. labels.Select(y => seen[y]++ % 10 < (y == 0 ? rightOf0 : rightOf1) ? y : 1 - y)];
        return new MemberAnswers(2, ScoreKind.Logits, [.. predicted.SelectMany(c => c == 0 ? new[] { logOdds, 0 } : [0, logOdds])], labels, predicted, [.. labels.Select((_, i) => (ulong)i)]);
    }

    private static AuditSample Sample(GraphFacts graph, ControlSample? controls = null, IReadOnlyList<ExpectedRange?>? ranges = null) =>
        Synthetic.Sample(50, 50, 1, seed: 1) with { Graph = graph, Controls = controls, ExpectedRanges = ranges ?? [] };

    /// <summary>Records of the two classes, so far apart in the first of two columns.</summary>
    private static ControlSample Records(double apart)
    {
        var random = new Random(4);
        int[] labels = [.. Enumerable.Range(0, 400).Select(static i => i % 2)];
        return new ControlSample(
            [new ControlColumn("age", false), new ControlColumn("income", false)],
            [.. labels.Select(y => new[] { (float)(Synthetic.Normal(random) + (apart * y)), (float)Synthetic.Normal(random) })],
            labels, [.. labels.Select(static _ => true)], [.. labels.Select(_ => (ulong)random.NextInt64())]);
    }

    private static string? Doubt(ControlSample controls, params ExpectedRange?[] ranges) => FitDoubt.Of(Answers(400, 1, 8, 8), Sample(GraphFacts.None, controls, ranges));

    /// <summary>Log-odds ln 9, so p = .9, half of 100 right: confidence minus accuracy is .4 with deviation .5, so the bound is .4 - 2.3263 * .05.</summary>
    [Fact]
    public void Confidence_accuracy_and_their_difference_are_those_of_the_closed_form()
    {
        var stated = StatedConfidence.Of(Answers(100, Math.Log(9), 5, 5))!;
        Assert.Equal(0.9, stated.Confidence, 1e-12);
        Assert.Equal(0.5, stated.Accuracy, 1e-12);
        Assert.Equal(0.4 - (2.3263478740408408 * 0.05), stated.Excess, 1e-9);

        // Mean cost (ln 10 + ln 10/9) / 2 = 1.20 against 3 ln 2 = 2.08; at log-odds 20 it is 10 with a deviation of 10.
        Assert.False(stated.IsCostly);
        Assert.True(StatedConfidence.Of(Answers(100, 20, 5, 5))!.IsCostly);
        Assert.Null(StatedConfidence.Of(Answers(100, 1, 5, 5) with { Kind = ScoreKind.LabelOnly, Scores = [] }));
    }

    /// <summary>Answers in probabilities are read as those in logits.</summary>
    [Fact]
    public void Probabilities_state_the_same_as_logits()
    {
        var logits = Answers(100, Math.Log(9), 6, 7);
        var one = StatedConfidence.Of(logits)!;
        var other = StatedConfidence.Of(logits with { Kind = ScoreKind.Probabilities, Scores = [.. logits.Scores.Chunk(2).SelectMany(Synthetic.Softmax)] })!;
        Assert.Equal(one.Confidence, other.Confidence, 1e-12);
        Assert.Equal(one.Excess, other.Excess, 1e-12);
    }

    [Fact]
    public void A_network_that_is_certain_and_often_wrong_is_doubted()
    {
        var doubt = FitDoubt.Of(Answers(400, 20, 7, 7), Sample(Network))!;
        Assert.Equal("the model is 100% certain of its own training records on average, but right about 70% of them (400 members looked at)", doubt);
        Assert.NotNull(FitDoubt.Of(Answers(400, 3, 6, 6), Sample(Network, Records(apart: 3))));
    }

    /// <summary>Noise in training makes networks too certain, but they learn what a linear classifier does. Linear models and naive Bayes may state anything.</summary>
    [Fact]
    public void An_honest_model_that_states_too_much_is_let_be()
    {
        Assert.Null(FitDoubt.Of(Answers(400, 3, 7, 7), Sample(Network, Records(apart: 1))));
        Assert.Null(FitDoubt.Of(Answers(400, 20, 7, 7), Sample(GraphFacts.None, Records(apart: 3))));
        Assert.Null(FitDoubt.Of(Answers(400, 20, 10, 10), Sample(Network)));
    }

    [Fact]
    public void Trees_state_no_more_than_they_know()
    {
        Assert.NotNull(FitDoubt.Of(Answers(400, 3, 8, 8), Sample(Boosted)));
        Assert.Null(FitDoubt.Of(Answers(400, 1, 8, 8), Sample(Boosted)));
    }

    /// <summary>A screening model, trained with classes of equal weight: too certain by the count of records, not by that of classes; and the other way round.</summary>
    [Theory]
    [InlineData(7, 10)]
    [InlineData(10, 0)]
    public void Weighted_classes_and_rare_classes_are_no_sign(int rightOf0, int rightOf1) =>
        Assert.Null(FitDoubt.Of(Answers(2000, Math.Log(5), rightOf0, rightOf1, every: 20), Sample(Boosted)));

    [Fact]
    public void Trees_grown_out_know_nearly_all_of_their_records()
    {
        Assert.Contains("until every leaf held one class", FitDoubt.Of(Answers(300, 0.5, 8, 8), Sample(GrownOut, Records(apart: 3))), StringComparison.Ordinal);
        Assert.Null(FitDoubt.Of(Answers(300, 0.5, 8, 8), Sample(Boosted, Records(apart: 3))));
        Assert.Null(FitDoubt.Of(Answers(300, 0.5, 10, 9), Sample(GrownOut, Records(apart: 3))));

        // Each tree sees few records of the common class, or few of all.
        Assert.Null(FitDoubt.Of(Answers(2000, 0.5, 8, 10, every: 20), Sample(GrownOut, Records(apart: 3))));
        Assert.Null(FitDoubt.Of(Answers(300, 0.5, 8, 8), Sample(GrownOut, Records(apart: 1))));
    }

    /// <summary>Deviates from -3 to 3 against splits made for them, and for values around 50.</summary>
    [Fact]
    public void Splits_that_separate_no_members_are_a_sign()
    {
        ExpectedRange At(float first) => new(first, first + 2) { Splits = [.. Enumerable.Range(0, 30).Select(i => first + (i / 15f))] };
        Assert.Null(Doubt(Records(0), At(-1), At(-1)));
        Assert.Null(Doubt(Records(0), At(-1), At(50)));
        Assert.Contains("only 0% of the values at which the model's trees split", Doubt(Records(0), At(50), At(50)), StringComparison.Ordinal);
    }

    [Fact]
    public void Medians_far_from_the_scaler_are_a_sign()
    {
        ExpectedRange Around(double mean) => new(mean - 100, mean + 100) { Deviation = 10 };
        Assert.Contains("2 of 2 columns", Doubt(Records(0), Around(50), Around(-60)), StringComparison.Ordinal);
        Assert.Null(Doubt(Records(0), Around(50), Around(0)));
        Assert.Null(Doubt(Records(0), new ExpectedRange(20, 30), new ExpectedRange(20, 30)));
    }

    [Theory]
    [InlineData("ULM", true)]
    [InlineData("Ulm", false)]
    public void Texts_that_no_encoder_knows_are_a_sign(string known, bool doubted)
    {
        var controls = Records(0) with { Columns = [new ControlColumn("town", true), new ControlColumn("income", false)] };
        foreach (var row in controls.Rows)
        {
            row[0] = ControlLayout.Code("Ulm");
        }

        var doubt = Doubt(controls, new ExpectedRange(double.NegativeInfinity, double.PositiveInfinity) { Texts = [known, "Bonn"] }, null);
        Assert.Equal(doubted ? "the model's encoder does not know more than 90% of the members' texts in 'town' (check upper and lower case, and blanks)" : null, doubt);
    }

    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.11, false)]
    [InlineData(1.0, false)]
    public void A_stated_accuracy_silences_the_doubt_only_with_a_small_tolerance(double tolerance, bool silent)
    {
        var answers = Answers(400, 20, 7, 7);
        var sample = Sample(Network) with { MemberAnswers = answers, Accuracy = new SideAccuracy(0.7, 0.5) };
        Assert.Equal(DiagnosticIds.KnowledgeUnproven, KnowledgeGuard.Of(sample, null).Reservation!.Id);
        Assert.Equal(silent, KnowledgeGuard.Of(sample, new ExpectedAccuracy(0.7, null, tolerance)).Reservation is null);
    }
}
