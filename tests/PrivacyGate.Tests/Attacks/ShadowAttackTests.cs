using PrivacyGate.Attacks;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;

namespace PrivacyGate.Tests.Attacks;

/// <summary>Golden values computed with scipy 1.10 in double precision from the formulas of the papers named on the attacks' pages.</summary>
public class ShadowAttackTests
{
    /// <summary>One record each of which some shadows were trained on and others were not.</summary>
    private static AuditInput Input(double[] target, double[][] inside, double[][] outside, double meanMemberLoss = 0.1, bool matched = true)
    {
        var shadows = inside[0].Length + outside[0].Length;
        ShadowAnswers[] answers = [.. Enumerable.Range(0, shadows).Select(k => new ShadowAnswers(
            [.. target.Select((_, i) => (float)(k < inside[i].Length ? inside[i][k] : outside[i][k - inside[i].Length]))],
            [.. target.Select((_, i) => k < inside[i].Length)],
            meanMemberLoss, 1, null, new TrainingSummary(1, meanMemberLoss, null, matched)))];
        var classes = new int[target.Length];
        return new AuditInput(new SignalTable(2, classes, classes, target, target, target, null), 1)
        {
            Shadows = new ShadowEvidence(answers, new ShadowSummary(
                shadows, shadows, TrainerKinds.Network, "", ShadowSources.Auditor, 1, 1, matched ? shadows : 0, meanMemberLoss, null, 1, 0)),
        };
    }

    private static double Phi(double probability) => Math.Log(probability / (1 - probability));

    /// <summary>in = {2, 2.4, 1.8, 2.6}, out = {.5, .1, .9, .3}, target 1.9; medians 2.2 and .4, population deviations.</summary>
    [Fact]
    public void The_likelihood_ratio_agrees_with_the_reference() => Assert.Equal(
        12.34037716,
        LiraAttack.LogLikelihoodRatio(1.9, 2.2, 0.3162278 * 0.3162278, 0.4, 0.2958040 * 0.2958040),
        1e-5);

    /// <summary>The same shadows as the attack reads them: means 2.2 and .45, and a record that is alone has its own unbiased variances .4/3 and .35/3.</summary>
    [Fact]
    [ValueOf("lira")]
    public void Lira_takes_mean_and_variance_of_the_shadows() => Assert.Equal(
        8.60644882,
        new LiraAttack().Score(Input([1.9], [[2, 2.4, 1.8, 2.6]], [[0.5, 0.1, 0.9, 0.3]])).Values[0],
        1e-5);

    [Theory]
    [InlineData(1e-3, 5, 2, 1)]
    [InlineData(-7, 5, 2, 1)]
    [InlineData(3, -4, 2.5, 0.3)]
    public void With_one_variance_the_ratio_is_the_same_written_out_or_multiplied_out(double phi, double meanIn, double meanOut, double variance) =>
        Assert.Equal(
            LiraAttack.LogLikelihoodRatio(phi, meanIn, variance, meanOut, variance * (1 + 1e-12)),
            LiraAttack.LogLikelihoodRatio(phi, meanIn, variance, meanOut, variance),
            1e-8);

    /// <summary>Squares about the own mean: IN .4 of 3 degrees, OUT .35 of 3; alone in the audit, a record is shrunk towards itself.</summary>
    [Fact]
    public void Moments_are_those_within_records()
    {
        var input = Input([1.9, 0], [[2, 2.4, 1.8, 2.6], [100, 100, 100, 100]], [[0.5, 0.1, 0.9, 0.3], [-50, -50, -50, -50]]);
        var moments = AnswerMoments.Of([.. input.Shadows!.Shadows.Select(static shadow => shadow.Signal)], input.Shadows.Shadows);
        Assert.Equal([2.2, 100], moments.In.Mean, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.45, -50], moments.Out.Mean, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.4, 0], moments.In.Squares, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.35, 0], moments.Out.Squares, (a, b) => Math.Abs(a - b) < 1e-6);

        // However far apart the records are: .4 and .35 on 6 degrees of freedom a group.
        Assert.Equal(0.4 / 6, moments.In.PooledVariance(), 1e-7);
        Assert.Equal(0.75 / 12, AnswerGroup.PooledVariance([moments.In, moments.Out]), 1e-7);

        // 16 parts of the pooled variance, one part for each degree of freedom of one's own.
        Assert.Equal([((16 * 0.4 / 6) + 0.4) / 19, 16 * 0.4 / 6 / 19], moments.In.ShrunkVariances(), (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Fact]
    [ValueOf("lira-offline")]
    public void Lira_offline_is_one_sided_and_its_normal_probability_agrees_with_the_reference()
    {
        // One record alone is shrunk to its own unbiased variance; four shadows at the mean and deviation of the reference.
        var d = 0.2958040 * Math.Sqrt(0.75);
        var input = Input([1.9, 0.4, -3], [[], [], []], [.. Enumerable.Repeat(new[] { 0.4 - d, 0.4 + d, 0.4 - d, 0.4 + d }, 3)]);
        var scores = new LiraOfflineAttack().Score(input).Values;
        Assert.Equal(1.5 / 0.2958040, scores[0], 1e-5);
        Assert.True(scores[0] > scores[1] && scores[1] > scores[2]);

        // log Phi(z) = log1p(-erfc(z / sqrt 2) / 2), by numeric integration of the density.
        var tail = Enumerable.Range(0, 40_000).Sum(i => 1e-4 * Math.Exp(-Math.Pow(scores[0] + ((i + 0.5) * 1e-4), 2) / 2)) / Math.Sqrt(2 * Math.PI);
        Assert.Equal(-1.979429e-7, -tail, 1e-12);
    }

    [Fact]
    public void Unmatched_shadows_share_one_variance_and_so_does_a_score_that_would_fall_with_confidence()
    {
        // IN varies little and OUT much: with two variances a target far above both would count as a non-member.
        double[] inside = [2, 2.1, 1.9, 2];
        double[] outside = [-1, 1, -2, 2];
        double Score(bool matched, double target) =>
            new LiraAttack().Score(Input([target, target, target, target], [inside, inside, inside, inside], [outside, outside, outside, outside], matched: matched)).Values[0];
        Assert.True(Score(false, 12) > Score(false, 3));
        Assert.True(Score(true, 12) > Score(true, 3), "every record lies where the two-variance score falls, so one variance is shared");
        Assert.True(Score(false, 2) > 0 && Score(false, 0) < 0);
        Assert.NotEqual(Score(true, 1.9), Score(false, 1.9));
    }

    /// <summary>Target .9, OUT mean .65; population .5, .8, .3 with OUT .55, .7, .35: scale .3, gamma 1 and 1.3.</summary>
    [Fact]
    [ValueOf("rmia")]
    public void Rmia_agrees_with_the_reference_and_ranks_as_the_pass_over_the_population_does()
    {
        double[] targets = [.. new[] { 0.9, 0.5, 0.8, 0.3 }.Select(Phi)];
        double[] means = [0.65, 0.55, 0.7, 0.35];
        double[] r = [.. new RmiaAttack().Score(Input(targets, [[], [], [], []], [.. means.Select(p => new[] { Phi(p - 0.05), Phi(p + 0.05) })])).Values.Select(Math.Exp)];
        Assert.Equal([1.16504854, 0.70671378, 0.99378882, 0.51948052], r, (a, b) => Math.Abs(a - b) < 1e-6);
        double Dominated(double x, double gamma) => r[1..].Count(z => x / z >= gamma) / 3.0;
        Assert.Equal(1, Dominated(r[0], 1));
        Assert.Equal(2.0 / 3, Dominated(r[0], 1.3), 1e-12);

        // Whatever gamma: a record with a larger r dominates at least as many.
        foreach (var gamma in new[] { 0.5, 1, 1.3, 2 })
        {
            double[] dominated = [.. r.Order().Select(x => Dominated(x, gamma))];
            Assert.Equal(dominated.Order(), dominated);
        }
    }

    [Fact]
    public void Rmia_online_takes_the_middle_of_in_and_out()
    {
        var scores = new RmiaAttack().Score(Input([Phi(0.9)], [[Phi(0.8), Phi(0.9)]], [[Phi(0.1), Phi(0.2), Phi(0.3)]])).Values;
        Assert.Equal(Math.Log(0.9 / ((0.85 + 0.2) / 2)), scores[0], 1e-6);
    }

    /// <summary>p .9, shadows .6 and .7.</summary>
    [Fact]
    [ValueOf("base")]
    public void Base_agrees_with_the_reference()
    {
        Assert.Equal(0.32542240, new BaseAttack().Score(Input([Phi(0.9)], [[Phi(0.6)]], [[Phi(0.7)]])).Values[0], 1e-6);
        Assert.Equal(Math.Log(0.9) - (0.33 * Math.Log(0.65)), new BaseAttack().Score(Input([Phi(0.9)], [[]], [[Phi(0.6), Phi(0.7)]])).Values[0], 1e-6);
    }

    [Fact]
    public void Likelihoods_that_round_to_nothing_still_count()
    {
        var scores = new RmiaAttack().Score(Input([-2000, -3000, 900], [[-2500], [-2500], [800]], [[-2600], [-2600], [-900]])).Values;
        Assert.Equal(-2000 + 2500 + Math.Log(2), scores[0], 1e-6);
        Assert.Equal(-3000 + 2500 + Math.Log(2), scores[1], 1e-6);
        Assert.Equal(Math.Log(2), scores[2], 1e-6);
    }

    [Fact]
    [ValueOf("attack-r")]
    public void Attack_r_is_the_share_of_shadows_below_with_ties_half()
    {
        var input = Input([1, 1, 1, 0.1], [[0, 2], [1, 1], [2, 3], [0.1, 0]], [[0.5, 3], [1, 1], [4, 5], [0.1, 1]]);
        Assert.Equal([0.5, 0.5, 0, 0.5], new AttackRAttack().Score(input).Values);
    }

    [Fact]
    [ValueOf("calibrated-loss")]
    public void Calibrated_loss_holds_the_loss_against_models_that_never_saw_the_record() => Assert.Equal(
        Math.Log(0.9) - ((Math.Log(0.5) + Math.Log(0.25)) / 2),
        new CalibratedLossAttack().Score(Input([Phi(0.9)], [[Phi(0.99), Phi(0.98)]], [[Phi(0.5), Phi(0.25)]])).Values[0],
        1e-6);

    [Fact]
    [ValueOf("transfer")]
    public void Transfer_says_yes_up_to_the_shadows_mean_member_loss()
    {
        var threshold = -Math.Log(0.8);
        var input = Input([Phi(0.81), Phi(0.79), Phi(0.8) + 1e-9], [[0], [0], [0]], [[0], [0], [0]], meanMemberLoss: threshold);
        var scores = new TransferAttack().Score(input);
        Assert.Equal([1, 0, 1], scores.Values);
        Assert.Equal((ThresholdRule.Given, ThresholdRule.Given), (scores.Rule, scores.Decision!.Value));
    }
}
