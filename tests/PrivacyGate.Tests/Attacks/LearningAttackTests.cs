using PrivacyGate.Attacks;
using PrivacyGate.Samples;

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
        AuditSample sample = Synthetic.Sample(400, 400, 3, seed: 41, evidence: true);
        var attack = new MlLeaksAttack(Posteriors(600, classes, 4, seed: 42));
        AuditInput noShadows = sample.Input with { Shadows = null };
        Assert.Null(attack.Refusal(noShadows));
        MembershipScores scores = attack.Score(noShadows);
        Assert.Equal("ml-leaks-transfer", scores.AttackId);
        Assert.True(Area(scores, sample) > 0.75, $"{Area(scores, sample)}");
    }

    [Fact]
    public void Ml_leaks_cannot_learn_from_a_sample_of_one_kind()
    {
        PosteriorSample sample = Posteriors(20, 3, 1, seed: 1);
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

    /// <summary>A class of which shadows have hardly a row borrows what was learned on all; the others do not notice.</summary>
    [Fact]
    public void Shokris_attack_scores_small_classes_by_what_all_teach()
    {
        AuditSample sample = Synthetic.Sample(400, 400, 3, seed: 43, evidence: true);
        ShadowEvidence evidence = sample.Input.Shadows!;
        ShadowEvidence without = evidence with { Shadows = [.. evidence.Shadows.Select(shadow => shadow with { Posteriors = WithoutClass(shadow.Posteriors!, 2) })] };
        double[] all = new ShokriShadowAttack().Score(sample.Input).Values;
        MembershipScores scores = new ShokriShadowAttack().Score(sample.Input with { Shadows = without });
        int[] classes = sample.Input.Signals.TrueClass;
        Assert.Equal(all.Where((_, i) => classes[i] != 2), scores.Values.Where((_, i) => classes[i] != 2));
        double[] borrowed = [.. scores.Values.Where((_, i) => classes[i] == 2)];
        Assert.NotEqual(all.Where((_, i) => classes[i] == 2), borrowed);
        Assert.True(borrowed.Distinct().Count() > borrowed.Length / 2);
        double inside = Enumerable.Range(0, classes.Length).Where(i => classes[i] == 2 && sample.Truth.IsMember[i]).Average(i => scores.Values[i]);
        double outside = Enumerable.Range(0, classes.Length).Where(i => classes[i] == 2 && !sample.Truth.IsMember[i]).Average(i => scores.Values[i]);
        Assert.True(inside > outside);
    }

    /// <summary>What shadows say of one half of the records decides the scores of the other half, and not of their own.</summary>
    [Fact]
    public void The_quantile_attack_never_scores_a_record_by_what_was_said_of_it()
    {
        AuditSample sample = Synthetic.Sample(150, 150, 1, seed: 44, evidence: true);
        double[] before = new QuantileAttack().Score(sample.Input).Values;
        var moved = new HashSet<int>();
        for (int changed = 0; changed < 12; changed++)
        {
            double[] after = new QuantileAttack().Score(sample.Input with { Shadows = Raised(sample.Input.Shadows!, changed) }).Values;
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
            float[] confidence = [.. shadow.Confidence];
            confidence[record] += 3;
            return shadow with { Confidence = confidence };
        })],
    };
}
