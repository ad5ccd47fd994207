using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Signals;

public class TemperatureTests
{
    // Margins of size a of which a share q points to the truth: the loss q s(-a/T) + (1-q) s(a/T), s the softplus, is
    // least where sigmoid(a/T) = q, so T = a / ln(q / (1-q)). The doubt of 1/(n+2) a label turns q into q + (1-2q)/(n+2).
    [Theory]
    [InlineData(3, .9, 1000)]
    [InlineData(.01, .6, 200)]
    [InlineData(40, 1, 50)]
    public void Two_classes_of_one_margin_have_their_temperature_in_closed_form(double margin, double right, int count)
    {
        var share = right + ((1 - (2 * right)) / (count + 2));
        var records = Margins(margin, (int)(right * count), count);
        Assert.Equal(margin / Math.Log(share / (1 - share)), Temperature.Fit([(records, 1)])!.Value, 1e-9 * margin);
    }

    [Fact]
    public void Groups_count_by_their_shares_not_by_their_records()
    {
        // 80 of 100 right and 300 of 1000: with shares .9 and .1 as if .75 were.
        var fitted = Temperature.Fit([(Margins(2, 80, 100), .9), (Margins(2, 300, 1000), .1)])!.Value;
        var share = .75 + ((1 - (2 * .75)) / 1102);
        Assert.Equal(2 / Math.Log(share / (1 - share)), fitted, 1e-9);
    }

    [Theory]
    [InlineData(.25)]
    [InlineData(64)]
    [InlineData(12)]
    public void Logits_times_a_factor_have_the_temperature_times_the_factor_and_the_same_loss_at_it(double factor)
    {
        (var logits, var labels) = Random(300, 4);
        var plain = ScoredRecords.Of(new Predictions(ScoreKind.Logits, 4, logits, new int[300], null), labels);
        var scaled = ScoredRecords.Of(new Predictions(ScoreKind.Logits, 4, [.. logits.Select(z => (factor * z) + 5)], new int[300], null), labels);
        var temperature = Temperature.Fit([(plain, 1)])!.Value;
        var ofScaled = Temperature.Fit([(scaled, 1)])!.Value;
        Assert.Equal(factor * temperature, ofScaled, 1e-9 * ofScaled);
        Assert.Equal(plain.MeanLoss(temperature), scaled.MeanLoss(ofScaled), 1e-9);

        // No other temperature has a smaller loss, but for the doubt.
        Assert.All(new[] { .8, 1.25 }, away => Assert.True(plain.MeanLoss(temperature * away) > plain.MeanLoss(temperature)));
    }

    [Fact]
    public void Answers_that_point_away_from_the_truth_have_none()
    {
        Assert.Null(Temperature.Fit([(Margins(2, 40, 100), 1)]));
        Assert.Null(Temperature.Fit([(ScoredRecords.Of(new Predictions(ScoreKind.Logits, 2, new double[20], new int[10], null), new int[10]), 1)]));
        Assert.Null(Temperature.Fit([]));
    }

    [Theory]
    [InlineData(ScoreKind.Logits)]
    [InlineData(ScoreKind.Probabilities)]
    public void The_loss_is_the_engines_at_any_temperature(ScoreKind kind)
    {
        (var logits, var labels) = Random(200, 5);
        var scores = kind == ScoreKind.Logits ? logits : [.. logits.Chunk(5).SelectMany(Softmax)];
        var answers = new Predictions(kind, 5, scores, new int[200], null);
        var records = ScoredRecords.Of(answers, labels);
        foreach (var temperature in new[] { 1, .3, 7 })
        {
            var engines = SignalCalculator.Calculate(Temperature.Apply(answers, temperature), labels).Confidence!.Average(SignalCalculator.Loss);
            Assert.Equal(engines, records.MeanLoss(temperature), 1e-9);
        }
    }

    [Fact]
    public void Probabilities_at_a_temperature_are_the_softmax_of_their_logits_at_it()
    {
        (var logits, _) = Random(50, 3);
        var answers = new Predictions(ScoreKind.Probabilities, 3, [.. logits.Chunk(3).SelectMany(Softmax)], new int[50], null) { ProbabilityFloor = 1e-6 };
        var cooled = Temperature.Apply(answers, 2.5);
        Assert.Equal([.. logits.Chunk(3).SelectMany(static row => Softmax([.. row.Select(static z => z / 2.5)]))], cooled.Scores, static (double one, double other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal(Math.Pow(1e-6, .4), cooled.ProbabilityFloor, 1e-15);
        Assert.Same(answers, Temperature.Apply(answers, 1));
    }

    private static ScoredRecords Margins(double margin, int right, int count) => ScoredRecords.Of(
        new Predictions(ScoreKind.Logits, 2, [.. Enumerable.Range(0, count).SelectMany(row => new[] { 0, row < right ? margin : -margin })], new int[count], null),
        [.. Enumerable.Repeat(1, count)]);

    private static (double[] Logits, int[] Labels) Random(int count, int classes)
    {
        var random = new Random(11);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
        return ([.. Enumerable.Range(0, count * classes).Select(i => (4 * random.NextDouble()) + (labels[i / classes] == i % classes ? 1.5 : 0))], labels);
    }

    private static double[] Softmax(double[] row)
    {
        var total = row.Sum(Math.Exp);
        return [.. row.Select(z => Math.Exp(z) / total)];
    }
}
