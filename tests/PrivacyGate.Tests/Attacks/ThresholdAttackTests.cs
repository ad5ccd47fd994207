using PrivacyGate.Attacks;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Attacks;

/// <summary>
/// Attacks that read the answer as it is. Probabilities (.7, .2, .1) of a record of the first class, and of one of the
/// second class; values from the papers' formulas, computed outside in double precision.
/// </summary>
public class ThresholdAttackTests
{
    private const double Exact = 1e-8;

    private static AuditInput Input { get; } = Asked([0.7, 0.2, 0.1, 0.7, 0.2, 0.1], [0, 1], [Math.Sqrt(6), Math.Sqrt(6)]);

    private static AuditInput Asked(double[] probabilities, int[] labels, double[]? lastLayerNorm = null) => new(
        SignalCalculator.Calculate(new Predictions(ScoreKind.Probabilities, probabilities.Length / labels.Length, probabilities, new int[labels.Length], lastLayerNorm), labels), null);

    private static void Scores(double[] expected, IAttack attack, AuditInput? input = null)
    {
        var scores = attack.Score(input ?? Input);
        Assert.Equal(expected, scores.Values, static (a, b) => Math.Abs(a - b) < Exact);
    }

    [Fact]
    [ValueOf("gap")]
    public void A_right_answer_is_1_and_a_wrong_one_0() => Scores([1, 0], new GapAttack());

    /// <summary>ln .7 and ln .2.</summary>
    [Fact]
    [ValueOf("loss")]
    public void Loss_is_minus_the_cross_entropy()
    {
        Scores([-0.35667494, -1.60943791], new LossAttack());
        Assert.Equal(ThresholdRule.BestAdvantage, new LossAttack().Score(Input).Rule);
    }

    /// <summary>Yeom's first adversary holds the same losses against the members' mean.</summary>
    [Fact]
    [ValueOf("loss-mean")]
    public void Loss_mean_takes_the_members_mean_for_its_threshold()
    {
        Scores([-0.35667494, -1.60943791], new LossMeanAttack());
        Assert.Equal(ThresholdRule.MemberMean, new LossMeanAttack().Score(Input).Rule);
    }

    /// <summary>ln(.7 / .3) and ln(.2 / .8).</summary>
    [Fact]
    [ValueOf("confidence")]
    public void Confidence_is_the_logit_of_the_true_class() => Scores([0.84729786, -1.38629436], new ConfidenceAttack());

    /// <summary>A probability so near to 1 that 1 - p is nothing keeps its digits when the model shows logits: 40 - ln(e^0 + e^-3).</summary>
    [Fact]
    public void Confidence_of_logits_keeps_its_digits() => Scores(
        [39.95141265],
        new ConfidenceAttack(),
        new AuditInput(SignalCalculator.Calculate(new Predictions(ScoreKind.Logits, 3, [40, 0, -3], [0], null), [0]), null));

    /// <summary>.7 ln .7 + .2 ln .2 + .1 ln .1, whatever the class.</summary>
    [Fact]
    [ValueOf("entropy")]
    public void Entropy_is_that_of_the_whole_answer() => Scores([-0.80181855, -0.80181855], new EntropyAttack());

    /// <summary>-(.3 ln .7 + .2 ln .8 + .1 ln .9) with its sign turned; of the second class -(.8 ln .2 + .7 ln .3 + .1 ln .9).</summary>
    [Fact]
    [ValueOf("modified-entropy")]
    public void Modified_entropy_weighs_certainty_in_a_wrong_class() => Scores([-0.16216725, -2.14086734], new ModifiedEntropyAttack());

    /// <summary>
    /// The slope of the loss by the logits is p - y, that by weights and bias its outer product with (1, 2, 1) where (1, 2) enters the layer:
    /// |p - y| sqrt(1 + 4 + 1), where |p - y| is sqrt(.14) and sqrt(1.14).
    /// </summary>
    [Fact]
    [ValueOf("gradient-norm")]
    public void Gradient_norm_is_that_of_the_last_layer() => Scores([-0.91651514, -2.61533937], new GradientNormAttack());

    /// <summary>Ten records of a class are ranked by themselves: mid-ranks (k + 1/2) / n from the lowest, ties in the middle.</summary>
    [Theory]
    [InlineData("confidence-per-class")]
    [InlineData("entropy-per-class")]
    [InlineData("modified-entropy-per-class")]
    [ValueOf("confidence-per-class", "entropy-per-class", "modified-entropy-per-class")]
    public void Per_class_scores_are_mid_rank_quantiles_within_the_class(string attack)
    {
        // Of the first class .51, .52, ... .59 and .59 again; of the second, ten surer ones, .91 to .995.
        double[] right = [.. Enumerable.Range(1, 9).Select(static k => 0.5 + (0.01 * k)), 0.59, .. Enumerable.Range(0, 10).Select(static k => 0.91 + (0.0085 * k))];
        int[] labels = [.. Enumerable.Range(0, 20).Select(static i => i / 10)];
        double[] probabilities = [.. right.SelectMany((p, i) => labels[i] == 0 ? new[] { p, 1 - p } : [1 - p, p])];
        Scores(
            [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.9, 0.9, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95],
            AttackCatalog.Find(attack)!,
            Asked(probabilities, labels));
    }

    /// <summary>Losses over the mean loss of their class: nine records of loss ln 2 and one of 11 ln 2 have the mean 2 ln 2; the easy class is scaled by its own.</summary>
    [Fact]
    [ValueOf("loss-mean-per-class")]
    public void Loss_mean_per_class_is_the_loss_over_the_mean_of_its_class()
    {
        double[] right = [.. Enumerable.Repeat(0.5, 9), Math.Pow(2, -11), .. Enumerable.Repeat(0.99, 10)];
        int[] labels = [.. Enumerable.Range(0, 20).Select(static i => i / 10)];
        double[] probabilities = [.. right.SelectMany((p, i) => labels[i] == 0 ? new[] { p, 1 - p } : [1 - p, p])];
        Scores([.. Enumerable.Repeat(-0.5, 9), -5.5, .. Enumerable.Repeat(-1.0, 10)], new LossMeanPerClassAttack(), Asked(probabilities, labels));
        Assert.Equal(ThresholdRule.MemberMeanPerClass, new LossMeanPerClassAttack().Score(Asked(probabilities, labels)).Rule);
    }
}
