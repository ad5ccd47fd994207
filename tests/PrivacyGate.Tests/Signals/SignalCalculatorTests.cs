using FsCheck;
using FsCheck.Fluent;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Signals;

public class SignalCalculatorTests
{
    private static SignalTable Of(ScoreKind kind, double[] scores, int label, double? norm = null) =>
        SignalCalculator.Calculate(new Predictions(kind, scores.Length, scores, [0], norm is null ? null : [norm.Value]), [label]);

    /// <summary>Golden values computed with scipy 1.10 in float64; last-layer input h = (1, 2) and a bias.</summary>
    [Fact]
    public void Probabilities_give_the_golden_values()
    {
        var signals = Of(ScoreKind.Probabilities, [0.7, 0.2, 0.1], 0, Math.Sqrt(1 + 4 + 1));
        Assert.Equal(0.84729786, signals.Confidence![0], 1e-8);
        Assert.Equal(0.16216725, signals.ModifiedEntropy![0], 1e-8);
        Assert.Equal(0.91651514, signals.GradientNorm![0], 1e-8);
        Assert.Equal(-((0.7 * Math.Log(0.7)) + (0.2 * Math.Log(0.2)) + (0.1 * Math.Log(0.1))), signals.Entropy![0], 1e-12);
        Assert.Equal(-Math.Log(0.7), SignalCalculator.Loss(signals.Confidence[0]), 1e-12);
    }

    /// <summary>40 - ln(1 + e^-3), computed with forty digits.</summary>
    [Fact]
    public void Logits_give_the_golden_value_where_one_minus_p_is_useless() =>
        Assert.Equal(39.95141264842626, Of(ScoreKind.Logits, [40, 0, -3], 0).Confidence![0], 1e-13);

    /// <summary>With two classes everything has a closed form in the logit z = phi: p = 1 / (1 + e^-z).</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(-2)]
    [InlineData(35)]
    [InlineData(-35)]
    [InlineData(600)]
    public void Two_classes_have_closed_forms_also_deep_in_the_tails(double z)
    {
        var signals = Of(ScoreKind.Logits, [0, z], 1, 1);
        var right = Math.Log(1 + Math.Exp(-Math.Abs(z)));
        var q = 1 / (1 + Math.Exp(Math.Abs(z)));
        var tail = q < 1e-8 ? q : -Math.Log(1 - q);
        Assert.Equal(z, signals.Confidence![0], 1e-12);
        Close((z > 0 ? tail : Math.Abs(z) + tail), SignalCalculator.Loss(z));

        // H = softplus(-|z|) + |z| q; modified entropy = 2 (1 - p_y) (-ln p_y); gradient = sqrt 2 (1 - p_y).
        Close((q < 1e-8 ? q : right) + (Math.Abs(z) * q), signals.Entropy![0]);
        var wrong = z > 0 ? q : 1 - q;
        Close(2 * wrong * (z > 0 ? tail : Math.Abs(z) + tail), signals.ModifiedEntropy![0]);
        Close(Math.Sqrt(2) * wrong, signals.GradientNorm![0]);

        // The smallest of them is below the smallest double.
        static void Close(double expected, double actual) => Assert.InRange(actual, 0.9999999 * expected, 1.0000001 * expected);
    }

    private static Arbitrary<(double[] Logits, int Label)> Logits(int largest) =>
        Gen.Choose(2, 8).SelectMany(
            classes => Gen.ArrayOf(Gen.Choose(-largest, largest).Select(z => z / 10.0), classes).Zip(Gen.Choose(0, classes - 1)),
            (_, drawn) => (drawn.Item1, drawn.Item2)).ToArbitrary();

    [Fact]
    public void Probabilities_and_logits_of_one_posterior_agree() =>
        Prop.ForAll(Logits(100), drawn =>
        {
            var fromLogits = Of(ScoreKind.Logits, drawn.Logits, drawn.Label, 1);
            var fromProbabilities = Of(ScoreKind.Probabilities, Synthetic.Softmax(drawn.Logits), drawn.Label, 1);
            return Near(fromLogits.Confidence, fromProbabilities.Confidence)
                && Near(fromLogits.Entropy, fromProbabilities.Entropy)
                && Near(fromLogits.ModifiedEntropy, fromProbabilities.ModifiedEntropy)
                && Near(fromLogits.GradientNorm, fromProbabilities.GradientNorm);

            static bool Near(double[]? a, double[]? b) => Math.Abs(a![0] - b![0]) <= 1e-7 * Math.Max(1, Math.Abs(a[0]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Signals_agree_with_their_definitions() =>
        Prop.ForAll(Logits(60), drawn =>
        {
            var p = Synthetic.Softmax(drawn.Logits);
            var y = drawn.Label;
            var signals = Of(ScoreKind.Logits, drawn.Logits, y, 1);
            var entropy = -p.Sum(x => x * Math.Log(x));
            var modified = -((1 - p[y]) * Math.Log(p[y])) - p.Where((_, j) => j != y).Sum(x => x * Math.Log(1 - x));
            var norm = Math.Sqrt(p.Select((x, j) => Math.Pow(x - (j == y ? 1 : 0), 2)).Sum());
            return Math.Abs(entropy - signals.Entropy![0]) < 1e-9
                && Math.Abs(modified - signals.ModifiedEntropy![0]) < 1e-6
                && Math.Abs(norm - signals.GradientNorm![0]) < 1e-9
                && Math.Abs(-Math.Log(p[y]) - SignalCalculator.Loss(signals.Confidence![0])) < 1e-9;
        }).QuickCheckThrowOnFailure();

    public static TheoryData<ScoreKind, double[]> Hostile => new()
    {
        { ScoreKind.Logits, [double.PositiveInfinity, 0, 1] },
        { ScoreKind.Logits, [double.NegativeInfinity, 0, 1] },
        { ScoreKind.Logits, [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity] },
        { ScoreKind.Logits, [1e308, -1e308, 0] },
        { ScoreKind.Logits, [3e38, 3e38, 3e38] },
        { ScoreKind.Logits, [800, 0, -800] },
        { ScoreKind.Probabilities, [1, 0, 0] },
        { ScoreKind.Probabilities, [0, 1, 0] },
        { ScoreKind.Probabilities, [0, 0, 0] },
        { ScoreKind.Probabilities, [-1e-9, 0.5, 0.5000001] },
        { ScoreKind.Probabilities, [1e-320, 1, 1e-320] },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_scores_give_finite_signals_of_the_right_sign(ScoreKind kind, double[] scores)
    {
        for (var label = 0; label < scores.Length; label++)
        {
            var signals = Of(kind, scores, label, 3);
            Assert.True(double.IsFinite(signals.Confidence![0]));
            Assert.InRange(signals.Entropy![0], 0, Math.Log(3) + 1e-12);
            Assert.InRange(signals.ModifiedEntropy![0], 0, double.MaxValue);
            Assert.InRange(signals.GradientNorm![0], 0, 3 * Math.Sqrt(2) + 1e-12);
            Assert.InRange(SignalCalculator.Loss(signals.Confidence[0]), 0, double.MaxValue);
        }
    }

    [Fact]
    public void Not_a_number_is_refused_by_record_and_class()
    {
        var refused = Assert.Throws<InputException>(() => Of(ScoreKind.Logits, [0, double.NaN], 0));
        Assert.Equal(DiagnosticIds.ModelFailed, refused.Diagnostic.Id);
        Assert.Contains("class 1 of record 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused()
    {
        var refused = Assert.Throws<InputException>(() => Of(ScoreKind.Logits, [0, 1], 2));
        Assert.Equal(DiagnosticIds.LabelOutsideClasses, refused.Diagnostic.Id);
    }

    [Theory]
    [InlineData(ScoreKind.LabelOnly, 5)]
    [InlineData(ScoreKind.Probabilities, 1)]
    public void A_model_without_rival_classes_tells_only_its_label(ScoreKind kind, int classes)
    {
        var signals = SignalCalculator.Calculate(new Predictions(kind, classes, kind == ScoreKind.LabelOnly ? [] : [1], [0], null), [0]);
        Assert.Null(signals.Confidence);
        Assert.Null(signals.Entropy);
        Assert.Null(signals.ModifiedEntropy);
        Assert.Null(signals.GradientNorm);
    }

    [Fact]
    public void Loss_falls_as_confidence_rises_even_where_probabilities_are_one()
    {
        double[] confidences = [-1e30, -800, -40, -1, 0, 1, 40, 300, 700];
        double[] losses = [.. confidences.Select(SignalCalculator.Loss)];
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.Equal(losses.Length, losses.Distinct().Count());
    }
}
