using PrivacyGate.Attacks;
using PrivacyGate.Attacks.Scales;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Laws;

namespace PrivacyGate.Tests.Attacks;

/// <summary>
/// Formulas on models that are no classifiers, held against numbers from a few lines of Python in double precision
/// (math.erf and math.exp; no code of this project).
/// </summary>
public sealed class ValueAttackTests
{
    /// <summary>r = -.2; medians (here also means) and deviations with divisor n of OUT -1, -.6, -1.4 and IN -.1, -.3, .1.</summary>
    [Fact]
    [ValueOf("lira")]
    public void The_likelihood_ratio_of_a_residual() =>
        Assert.Equal(3.50564718, LiraAttack.LogLikelihoodRatio(-.2, -.1, .16329932 * .16329932, -1, .32659863 * .32659863), 1e-6);

    /// <summary>1 - [Phi((a - mu) / s) - Phi((-a - mu) / s)] with a = .2, mu = -1, s = .32659863 is .99296634.</summary>
    [Fact]
    [ValueOf("lira-offline")]
    public void The_share_of_unseen_residuals_beyond_a_residual() =>
        Assert.Equal(.99296634, 1 - Math.Exp(NormalInterval.LogWithin(.2, -1, .32659863)), 1e-8);

    [Theory]
    [InlineData(1e-9, 0, 1)]
    [InlineData(1e-5, 3, 1)]
    [InlineData(.5, 10, 1)]
    [InlineData(.9e-4, 1, 1)]
    [InlineData(1.1e-4, 1, 1)]
    [InlineData(3, 0, 1)]
    public void Little_mass_around_zero_keeps_its_digits(double half, double mean, double deviation)
    {
        // Simpson's rule over the density, which is smooth at these widths.
        const int Steps = 2000;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var z = ((-half + (2 * half * i / Steps)) - mean) / deviation;
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-z * z / 2) / (deviation * Math.Sqrt(2 * Math.PI));
        }

        Assert.Equal(Math.Log(sum * 2 * half / Steps / 3), NormalInterval.LogWithin(half, mean, deviation), 1e-6);
    }

    [Fact]
    public void Far_from_zero_the_nearer_residual_still_scores_higher()
    {
        var scores = new[] { 0, 1e-6, 1e-3, .1, 1, 10, 30, 39, 40, 41, 50 }.Select(static half => -NormalInterval.LogWithin(half, 40, 1)).ToArray();
        Assert.All(scores, static score => Assert.True(double.IsFinite(score)));
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(scores.Length - 1, scores[1..].Distinct().Count());
    }

    /// <summary>Yeom et al. 2018: s = .5, d = 1 give t = .67977799; s = .9 and d = 1 an advantage of .05094121.</summary>
    [Fact]
    [ValueOf("yeom-gaussian")]
    public void The_threshold_between_two_errors()
    {
        Assert.Equal(.67977799, YeomGaussianAttack.Threshold(new RootMeanSquares(.5, 1)), 1e-8);
        Assert.Equal(.05094121, Advantage(.9, 1), 1e-7);
        Assert.Equal(.32267457, Advantage(.5, 1), 1e-7);
        Assert.True(YeomGaussianAttack.Threshold(new RootMeanSquares(1, 1)) < 0);
        Assert.Equal(0, YeomGaussianAttack.Threshold(new RootMeanSquares(0, 1)));
        var scores = new YeomGaussianAttack().Score(Input(ModelTask.Regression, 1, [.1, -.6, .7]) with { Errors = new RootMeanSquares(.5, 1) });
        Assert.Equal([true, true, false], scores.Values.Select(value => value >= scores.GivenThreshold));

        Assert.Equal(.32267457, YeomGaussianAttack.PredictedAdvantage(new RootMeanSquares(.5, 1)), 1e-7);
        Assert.Equal(0, YeomGaussianAttack.PredictedAdvantage(new RootMeanSquares(1, .9)));
        Assert.Equal(1, YeomGaussianAttack.PredictedAdvantage(new RootMeanSquares(0, 1)));

        // Nearly equal errors: t tends to the error itself.
        Assert.Equal(1, YeomGaussianAttack.Threshold(new RootMeanSquares(1, 1 + 1e-9)), 1e-6);

        static double Advantage(double s, double d)
        {
            var t = YeomGaussianAttack.Threshold(new RootMeanSquares(s, d));
            return Math.Exp(NormalInterval.LogWithin(t, 0, s)) - Math.Exp(NormalInterval.LogWithin(t, 0, d));
        }
    }

    /// <summary>SciPy's digamma and polygamma, and its brentq for the inverse, in the equations of Smyth 2004.</summary>
    [Fact]
    public void The_prior_of_variances_is_that_of_their_logarithms()
    {
        var prior = VariancePrior.Of([.2, .5, .9, 1.1, 1.6, 2.5, 7, 30], [7, 7, 7, 6, 7, 7, 5, 7], 1e-9)!;

        Assert.Equal(1.6292285114535334, prior.Freedom, 1e-8);
        Assert.Equal(.1498696170236977, prior.Variance, 1e-9);
        Assert.Equal([10001.621213528311, 4.93480220054468, .3303577561002349, .051270822935203124], new[] { .01, .5, 3.5, 20 }.Select(VariancePrior.TriGamma), new Relative(1e-9));
        Assert.Null(VariancePrior.Of([7, 7, 7], [7, 7, 7], 1e-9));
        Assert.Null(VariancePrior.Of([7], [7], 1e-9));
        Assert.Null(VariancePrior.Of([7, 0, 0], [7, 0, 0], 1e-9));
    }

    /// <summary>Of 200 records two are a thousand times wider: the others keep their own variance near 1, which the pooled one would make 10,000.</summary>
    [Fact]
    public void A_few_wild_records_do_not_widen_the_usual_ones()
    {
        var random = new Random(5);
        bool[] Trained(int shadow) => [.. Enumerable.Range(0, 200).Select(_ => shadow % 2 == 0)];
        ShadowAnswers[] shadows = [.. Enumerable.Range(0, 16).Select(shadow => new ShadowAnswers(
            [.. Enumerable.Range(0, 200).Select(record => (float)((record < 2 ? 1000 : 1) * Synthetic.Normal(random)))], Trained(shadow), 0, 0, null, new TrainingSummary(1, 0, null, true)))];
        var moments = AnswerMoments.Of([.. shadows.Select(static shadow => shadow.Signal)], shadows);

        Assert.All(moments.Out.ShrunkVariances(), static variance => Assert.True(variance > 3000));
        Assert.All(moments.Out.ModeratedVariances()[2..], static variance => Assert.InRange(variance, .1, 6));
        Assert.All(AnswerGroup.Joined(moments.In, moments.Out).ModeratedVariances()[2..], static variance => Assert.InRange(variance, .2, 4));
        Assert.All(moments.Out.ModeratedVariances()[..2], static variance => Assert.True(variance > 1e5));
    }

    private sealed class Relative(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance * Math.Abs(x);

        public int GetHashCode(double obj) => 0;
    }

    /// <summary>Unseen residuals -1, -.6, -1.4 of root mean square 1.05198; the mean of |r| is 1, so the score is -(.2 - 1) over it.</summary>
    [Fact]
    [ValueOf("calibrated-loss")]
    public void The_difference_of_absolute_residuals() =>
        Assert.Equal(.8 / Math.Sqrt(3.32 / 3), new CalibratedLossAttack().Score(Shadowed([-.2], [-1, -.6, -1.4], [-.1, -.3, .1])).Values[0], 1e-6);

    /// <summary>ln g(r) - ln (mean over IN + mean over OUT) / 2, g(r) = exp(-r^2 / (2 s^2)), s^2 = 3.32 / 3.</summary>
    [Fact]
    [ValueOf("rmia")]
    public void The_density_of_a_residual_beside_the_mean_of_shadows()
    {
        static double G(double r) => Math.Exp(-r * r / 2 / (3.32 / 3));
        var expected = Math.Log(G(.2) / (((G(1) + G(.6) + G(1.4)) / 3 + (G(.1) + G(.3) + G(.1)) / 3) / 2));
        Assert.Equal(expected, new RmiaAttack().Score(Shadowed([-.2], [-1, -.6, -1.4], [-.1, -.3, .1])).Values[0], 1e-6);
    }

    /// <summary>The same with g(r) = exp(-|r| / b), b = 1, the mean absolute unseen residual.</summary>
    [Fact]
    [ValueOf("rmia-laplace")]
    public void The_heavier_tailed_density()
    {
        static double G(double r) => Math.Exp(-Math.Abs(r));
        var expected = Math.Log(G(.2) / (((G(1) + G(.6) + G(1.4)) / 3 + (G(.1) + G(.3) + G(.1)) / 3) / 2));
        Assert.Equal(expected, new RmiaAttack(laplace: true).Score(Shadowed([-.2], [-1, -.6, -1.4], [-.1, -.3, .1])).Values[0], 1e-6);
    }

    /// <summary>p = (.9, .2, .6) of labels (1, 0, 1): phi 2.19722458, 1.38629436, .40546511; the loss is .83932969.</summary>
    [Fact]
    [ValueOf("loss")]
    public void The_loss_of_several_labels()
    {
        var input = Input(ModelTask.MultiLabel, 3, [2.19722458, 1.38629436, .40546511]);
        Assert.Equal(-.83932969, new LossAttack().Score(input).Values[0], 1e-7);
        Assert.Equal(2.19722458 + 1.38629436 + .40546511, ScaledAnswers.OfTarget(input).Eases()[0], 1e-12);
    }

    [Fact]
    [ValueOf("loss-mean")]
    public void Values_are_held_against_the_mean_of_squares() =>
        Assert.Equal([-1, -4, -9], Scaled(new LossMeanAttack().Score(Input(ModelTask.Regression, 1, [1, -2, 3])).Values, 14 / 3.0), new Near(1e-12));

    /// <summary>Two values that err in opposite directions, ten times apart in scale: whitened, the direction in which they never err counts most.</summary>
    [Fact]
    public void Values_that_err_together_are_whitened()
    {
        var random = new Random(3);
        double[] errors = [.. Enumerable.Range(0, 4000).Select(_ => Synthetic.Normal(random))];
        double[] pairs = [.. errors.SelectMany((error, i) => new[] { error, (-10 * error) + (.1 * errors[(i + 1) % errors.Length]) })];
        var shadow = new ShadowAnswers([.. pairs.Select(static value => (float)value)], new bool[4000], 0, 0, null, new TrainingSummary(1, 0, null, true));
        var whitening = Whitening.OfUnseen(2, [shadow]);
        double Length(double[] residual) => Math.Sqrt(Math.Pow(whitening.Number(residual, 0), 2) + Math.Pow(whitening.Number(residual, 1), 2));
        Assert.Equal(1, Length([1, -10]), .05);
        Assert.True(Length([1, 10]) > 100);
        var moments = new double[3];
        for (var i = 0; i < 4000; i++)
        {
            ReadOnlySpan<double> pair = pairs.AsSpan(2 * i, 2);
            (var a, var b) = (whitening.Number(pair, 0), whitening.Number(pair, 1));
            (moments[0], moments[1], moments[2]) = (moments[0] + (a * a / 4000), moments[1] + (b * b / 4000), moments[2] + (a * b / 4000));
        }

        Assert.Equal([1, 1, 0], moments, new Near(.02));
    }

    [Fact]
    [ValueOf("score-high", "score-low")]
    public void Scores_are_read_in_both_directions()
    {
        var input = Input(ModelTask.Score, 1, [.5, -2, 7]);
        Assert.Equal([.5, -2, 7], new ScoreAttack(reversed: false).Score(input).Values);
        Assert.Equal([-.5, 2, -7], new ScoreAttack(reversed: true).Score(input).Values);
    }

    /// <summary>Twelve records of two tenths: the mid-rank of |r| within the own tenth, the smaller the higher.</summary>
    [Fact]
    [ValueOf("loss-per-tenth")]
    public void Losses_are_ranked_within_the_tenth_of_the_target()
    {
        int[] tenths = [.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 10)];
        double[] residuals = [.. Enumerable.Range(0, 20).Select(static i => (i % 10) + 1 + (100.0 * (i / 10)))];
        var input = new AuditInput(new SignalTable(2, tenths, [], null, null, null, null) { NoClass = new AnswerSignal(ModelTask.Regression, 1, residuals) }, null);
        var attack = AttackCatalog.Find("loss-per-tenth")!;
        Assert.Equal(ThresholdRule.BestAdvantagePerClass, attack.Score(input).Rule);
        Assert.Equal([.95, .85, .75, .65, .55, .45, .35, .25, .15, .05], attack.Score(input).Values[..10], new Near(1e-12));
        Assert.Equal(attack.Score(input).Values[..10], attack.Score(input).Values[10..]);
    }

    private static double[] Scaled(double[] values, double factor) => Array.ConvertAll(values, value => value * factor);

    private static AuditInput Input(ModelTask task, int width, double[] values) =>
        new(new SignalTable(1, new int[values.Length / width], [], null, null, null, null) { NoClass = new AnswerSignal(task, width, values) }, null);

    /// <summary>One record, and shadows that saw it or not.</summary>
    private static AuditInput Shadowed(double[] target, double[] unseen, double[] seen)
    {
        ShadowAnswers Shadow(double residual, bool trained) => new([(float)residual], [trained], 0, 0, null, new TrainingSummary(1, 0, null, true));
        ShadowAnswers[] shadows = [.. unseen.Select(residual => Shadow(residual, false)), .. seen.Select(residual => Shadow(residual, true))];
        return Input(ModelTask.Regression, 1, target) with
        {
            Shadows = new ShadowEvidence(shadows, new ShadowSummary(6, 6, TrainerKinds.Network, "", "auditor", 1, 1, 6, 0, null, 1, 0)),
        };
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
