using PrivacyGate.Attacks;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.Attacks;

/// <summary>Attacks that fit a model of their own.</summary>
public class LearningAttackTests
{
    /// <summary>Posteriors of a model that is sure of what it was trained on, with any number of classes.</summary>
    private static PosteriorSample Posteriors(int rows, int classes, double sure, int seed)
    {
        var random = new Random(seed);
        bool[] trained = [.. Enumerable.Range(0, rows).Select(row => row % 2 == 0)];
        int[] labels = [.. trained.Select(_ => random.Next(classes))];
        float[] probabilities = [.. labels.Zip(trained).SelectMany(row => Synthetic.Softmax(
            [.. Enumerable.Range(0, classes).Select(j => Synthetic.Normal(random) + (j == row.First ? 1 + (row.Second ? sure : 0) : 0))])).Select(p => (float)p)];
        return new PosteriorSample(classes, probabilities, labels, trained);
    }

    private static double Area(MembershipScores scores, AuditSample sample)
    {
        var curve = PrivacyGate.Metrics.RocCurve.From(PrivacyGate.Metrics.RankedScores.From(scores.Values), sample.Truth.IsMember);
        return PrivacyGate.Metrics.Auc.Value(curve);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Ml_leaks_learned_on_another_data_set_of_other_classes_still_tells_members(int classes)
    {
        var sample = Synthetic.Sample(400, 400, 3, seed: 41, evidence: true);
        var attack = new MlLeaksAttack(Posteriors(600, classes, 4, seed: 42));
        var noShadows = sample.Input with { Shadows = null };
        Assert.Null(attack.Refusal(noShadows));
        var scores = attack.Score(noShadows);
        Assert.Equal("ml-leaks-transfer", scores.AttackId);
        Assert.True(Area(scores, sample) > 0.75, $"{Area(scores, sample)}");
    }

    [Fact]
    public void Ml_leaks_cannot_learn_from_a_sample_of_one_kind()
    {
        var sample = Posteriors(20, 3, 1, seed: 1);
        Assert.Throws<ArgumentException>(() => new MlLeaksAttack(sample with { Trained = null }));
        Assert.Throws<ArgumentException>(() => new MlLeaksAttack(sample with { Trained = new bool[20] }));
    }

    [Fact]
    public void The_largest_probabilities_fall_and_missing_classes_stand_at_the_floor()
    {
        var two = new PosteriorSample(2, [0.25f, 0.75f], [0], null);
        Assert.Equal([MathF.Log(0.75f), MathF.Log(0.25f), MathF.Log(1e-10f)], PosteriorFeatures.Largest(two));
        var five = new PosteriorSample(5, [0.1f, 0f, 0.6f, 0.05f, 0.25f], [0], null);
        Assert.Equal([MathF.Log(0.6f), MathF.Log(0.25f), MathF.Log(0.1f)], PosteriorFeatures.Largest(five));
    }

    /// <summary>A shadow's largest probabilities are e^-.1 and e^-.3: mean -.2, deviation .1. A record of e^-.15 lies half a deviation above, one of e^-.4 two below.</summary>
    [Fact]
    [ValueOf("ml-leaks")]
    public void Ml_leaks_scores_by_the_log_odds_of_the_network_for_the_largest_probabilities()
    {
        var input = Taught([-0.1, -0.3], [0, 0], [-0.15, -0.4], [0, 1]);
        var networks = new RuleFitter(static features => [1, 1 + features[0]]);
        Assert.Equal([0.5, -2], new MlLeaksAttack().Score(input with { Networks = networks }).Values, Near);
        Assert.Equal([1f, 0], networks.Tasks.Single().Targets);
        Assert.Equal((NetworkLoss.CrossEntropy, 3), (networks.Tasks[0].Loss, networks.Tasks[0].Width));
    }

    /// <summary>The same numbers: the first class has 60 rows and a network of its own, the second has two and borrows one that is told the class as well.</summary>
    [Fact]
    [ValueOf("shokri-shadow")]
    public void Shokris_attack_has_a_network_for_each_class_that_has_rows_enough()
    {
        double[] taught = [.. Enumerable.Range(0, 62).Select(static row => row % 2 == 0 ? -0.1 : -0.3)];
        int[] labels = [.. Enumerable.Range(0, 62).Select(static row => row < 60 ? 0 : 1)];
        var input = Taught(taught, labels, [-0.15, -0.15], [0, 1]);
        var networks = new RuleFitter(static features => [0, features[0] * (features.Length == 3 ? 1 : 10)]);
        Assert.Equal([0.5, 5], new ShokriShadowAttack().Score(input with { Networks = networks }).Values, Near);
        Assert.Equal([3, 6], networks.Tasks.Select(static task => task.Width));
    }

    /// <summary>Shadows that never saw a record answer 1 and 3: mean 2, deviation 1. The network says mean .5 and deviation 2 on that scale.</summary>
    [Fact]
    [ValueOf("quantile")]
    public void The_quantile_attack_scores_by_deviations_from_what_the_network_expects()
    {
        var input = Synthetic.Sample(20, 20, 1, seed: 45, evidence: true).Input;
        ShadowAnswers[] shadows = [.. new[] { 1f, 3f }.Select((answer, k) => input.Shadows!.Shadows[k] with
        {
            Signal = [.. Enumerable.Repeat(answer, 40)],
            Trained = new bool[40],
        })];
        var networks = new RuleFitter(static _ => [0.5f, MathF.Log(2)]);
        Assert.Equal(
            input.Signals.Confidence!.Select(static phi => (phi - 2 - 0.5) / 2),
            new QuantileAttack().Score(input with { Shadows = input.Shadows! with { Shadows = shadows, Target = null }, Networks = networks }).Values,
            Near);
        Assert.Equal(2, networks.Tasks.Count);
    }

    /// <summary>A class of which shadows have hardly a row borrows what was learned on all; the others do not notice.</summary>
    [Fact]
    public void Shokris_attack_scores_small_classes_by_what_all_teach()
    {
        var sample = Synthetic.Sample(400, 400, 3, seed: 43, evidence: true);
        var evidence = sample.Input.Shadows!;
        var without = evidence with { Shadows = [.. evidence.Shadows.Select(shadow => shadow with { Posteriors = WithoutClass(shadow.Posteriors!, 2) })] };
        var all = new ShokriShadowAttack().Score(sample.Input).Values;
        var scores = new ShokriShadowAttack().Score(sample.Input with { Shadows = without });
        var classes = sample.Input.Signals.TrueClass;
        Assert.Equal(all.Where((_, i) => classes[i] != 2), scores.Values.Where((_, i) => classes[i] != 2));
        double[] borrowed = [.. scores.Values.Where((_, i) => classes[i] == 2)];
        Assert.NotEqual(all.Where((_, i) => classes[i] == 2), borrowed);
        Assert.True(borrowed.Distinct().Count() > borrowed.Length / 2);
        var inside = Enumerable.Range(0, classes.Length).Where(i => classes[i] == 2 && sample.Truth.IsMember[i]).Average(i => scores.Values[i]);
        var outside = Enumerable.Range(0, classes.Length).Where(i => classes[i] == 2 && !sample.Truth.IsMember[i]).Average(i => scores.Values[i]);
        Assert.True(inside > outside);
    }

    /// <summary>What shadows say of one half of the records decides the scores of the other half, and not of their own.</summary>
    [Fact]
    public void The_quantile_attack_never_scores_a_record_by_what_was_said_of_it()
    {
        var sample = Synthetic.Sample(150, 150, 1, seed: 44, evidence: true);
        var before = new QuantileAttack().Score(sample.Input).Values;
        var moved = new HashSet<int>();
        for (var changed = 0; changed < 12; changed++)
        {
            var after = new QuantileAttack().Score(sample.Input with { Shadows = Raised(sample.Input.Shadows!, changed) }).Values;
            int[] different = [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
            Assert.DoesNotContain(changed, different);
            Assert.InRange(different.Length, 110, 190);
            moved.UnionWith(different);
        }

        Assert.Equal(300, moved.Count);
    }

    [Fact]
    public void Records_of_any_kind_of_value_become_features_of_their_own()
    {
        var records = new RecordBatch(
            [
                new FeatureBlock("f", ElementKind.Float32, [2], new[] { 1.5f, float.NaN, 3f, 4f }),
                new FeatureBlock("d", ElementKind.Float64, [1], new[] { 2.5, 1e300 }),
                new FeatureBlock("i", ElementKind.Int64, [1], new[] { 7L, -1L }),
                new FeatureBlock("b", ElementKind.Boolean, [1], new[] { true, false }),
                new FeatureBlock("t", ElementKind.Text, [1], new[] { "Rome", "Oslo" }),
            ],
            [1, 0], [1, 2], null, []);
        var features = new RecordFeatures(records, 3);
        Assert.Equal(2 + 1 + 1 + 1 + 16 + 3, features.Width);
        float[][] rows = [new float[features.Width], new float[features.Width]];
        features.Write(0, rows[0]);
        features.Write(1, rows[1]);
        Assert.Equal([1.5f, 0, 2.5f, 7, 1], rows[0][..5]);
        Assert.Equal([3f, 4, 0, -1, 0], rows[1][..5]);
        Assert.All(rows, row => Assert.Equal(1, row[5..21].Sum()));
        Assert.NotEqual(rows[0][5..21], rows[1][5..21]);
        Assert.Equal([0f, 1, 0], rows[0][21..]);
        Assert.Equal([1f, 0, 0], rows[1][21..]);
    }

    [Fact]
    public void A_scale_leaves_constants_at_zero_and_others_at_mean_zero_and_deviation_one()
    {
        float[] features = [1, 5, 3, 5, 5, 5, 7, 5];
        Assert.Equal([-1.3416408f, 0, -0.4472136f, 0, 0.4472136f, 0, 1.3416408f, 0], FeatureScale.Of(features, 2).Apply([.. features]), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-5;

    /// <summary>Posteriors of three classes by the logarithm of the first probability, of one shadow, trained on every second row, and of the target.</summary>
    private static AuditInput Taught(double[] shadow, int[] shadowLabels, double[] target, int[] targetLabels)
    {
        static float[] Of(double[] logarithms) => [.. logarithms.Select(Math.Exp).SelectMany(static p => new[] { (float)p, (float)(0.75 * (1 - p)), (float)(0.25 * (1 - p)) })];
        var input = Synthetic.Sample(1, 1, 1, seed: 46, evidence: true).Input;
        var lesson = new PosteriorSample(3, Of(shadow), shadowLabels, [.. shadow.Select(static (_, row) => row % 2 == 0)]);
        return input with
        {
            Posteriors = new PosteriorSample(3, Of(target), targetLabels, null),
            Shadows = input.Shadows! with { Shadows = [input.Shadows.Shadows[0] with { Posteriors = lesson }], Target = null },
        };
    }

    private static PosteriorSample WithoutClass(PosteriorSample sample, int c)
    {
        int[] rows = [.. Enumerable.Range(0, sample.Labels.Length).Where(row => sample.Labels[row] != c)];
        return new PosteriorSample(
            sample.ClassCount,
            [.. rows.SelectMany(row => sample.Probabilities.AsSpan(row * sample.ClassCount, sample.ClassCount).ToArray())],
            [.. rows.Select(row => sample.Labels[row])],
            [.. rows.Select(row => sample.Trained![row])]);
    }

    private static ShadowEvidence Raised(ShadowEvidence evidence, int record) => evidence with
    {
        Shadows = [.. evidence.Shadows.Select(shadow =>
        {
            float[] confidence = [.. shadow.Signal];
            confidence[record] += 3;
            return shadow with { Signal = confidence };
        })],
    };
}
