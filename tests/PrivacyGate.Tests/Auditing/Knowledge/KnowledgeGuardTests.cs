using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing.Knowledge;

/// <summary>What is said of a model that is read rightly, wrongly, or that nobody can tell.</summary>
public class KnowledgeGuardTests
{
    private static readonly Random Any = new(1);

    /// <summary>An audit with these answers for its members; scores of class c are made from label and record.</summary>
    private static AuditSample Audit(int members, int classes, Func<int, int, Random, double> score, Func<double[], int>? label = null, ScoreKind kind = ScoreKind.Logits, int? rare = null, int seed = 3)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, members).Select(i => rare is { } every ? i % every == 0 ? 1 : 0 : i % classes)];
        double[][] rows = [.. labels.Select(y => Enumerable.Range(0, classes).Select(c => score(y, c, random)).ToArray())];
        int[] predicted = [.. rows.Select(label ?? (static row => Array.IndexOf(row, row.Max())))];
        var answers = new MemberAnswers(
            classes, kind, kind == ScoreKind.LabelOnly ? [] : [.. rows.SelectMany(static row => row)], labels, predicted,
            [.. labels.Select(_ => (ulong)random.NextInt64())]);
        return Synthetic.Sample(50, 50, 1, seed: 1) with { MemberAnswers = answers, Accuracy = new SideAccuracy(labels.Where((y, i) => y == predicted[i]).Count() / (double)members, 0.5) };
    }

    private static string? Says(AuditSample sample, ExpectedAccuracy? accuracy = null)
    {
        var guard = KnowledgeGuard.Of(sample, accuracy);
        return (guard.Invalidity ?? guard.Reservation)?.Id;
    }

    private static double Skilled(int y, int c, Random random) => Synthetic.Normal(random) + (y == c ? 2 : 0);

    private static double Blind(int y, int c, Random random) => Synthetic.Normal(random);

    [Theory]
    [InlineData(2, ScoreKind.Logits)]
    [InlineData(9, ScoreKind.Logits)]
    [InlineData(2, ScoreKind.LabelOnly)]
    [InlineData(9, ScoreKind.LabelOnly)]
    public void A_model_that_knows_its_members_is_let_be(int classes, ScoreKind kind) => Assert.Null(Says(Audit(600, classes, Skilled, kind: kind)));

    [Fact]
    public void Proven_ignorance_is_invalid_and_unproven_knowledge_a_reservation()
    {
        Assert.Equal(DiagnosticIds.MembersUnknown, Says(Audit(3000, 2, Blind)));
        Assert.Equal(DiagnosticIds.KnowledgeUnproven, Says(Audit(60, 2, Blind)));
        Assert.Equal(DiagnosticIds.KnowledgeUnproven, Says(Audit(3000, 2, Blind, kind: ScoreKind.LabelOnly)));
    }

    /// <summary>Log-odds of fraud far below 0: every answer is "no", but fraud ranks higher.</summary>
    [Fact]
    public void A_model_of_a_rare_class_that_never_answers_it_is_let_be()
    {
        var fraud = Audit(3000, 2, static (y, c, random) => c == 0 ? 0 : -8 + Synthetic.Normal(random) + (2 * y), rare: 100);
        Assert.All(fraud.MemberAnswers!.PredictedClass, static c => Assert.Equal(0, c));
        Assert.Null(Says(fraud));
        Assert.Equal(DiagnosticIds.KnowledgeUnproven, Says(fraud with { MemberAnswers = fraud.MemberAnswers with { Kind = ScoreKind.LabelOnly, Scores = [] } }));
    }

    [Theory]
    [InlineData(2, ScoreKind.Logits)]
    [InlineData(9, ScoreKind.Logits)]
    [InlineData(9, ScoreKind.LabelOnly)]
    [InlineData(30, ScoreKind.Logits)]
    public void Classes_in_another_order_are_invalid_and_named(int classes, ScoreKind kind)
    {
        var shifted = Audit(900, classes, (y, c, random) => Skilled((y + 1) % classes, c, random), kind: kind);
        var invalidity = KnowledgeGuard.Of(shifted, null).Invalidity!;
        Assert.Equal(DiagnosticIds.ClassesReordered, invalidity.Id);
        Assert.Contains("the score of class 1 fits class 0", invalidity.Message, StringComparison.Ordinal);
        Assert.Contains(classes > 5 ? FormattableString.Invariant($"and {classes - 5} more") : "fits class 1 (", invalidity.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_of_many_exchanged_are_named_alone()
    {
        var exchanged = Audit(900, 9, static (y, c, random) => Skilled(y is 4 ? 7 : y is 7 ? 4 : y, c, random));
        var message = KnowledgeGuard.Of(exchanged, null).Invalidity!.Message;
        Assert.Contains("the score of class 7 fits class 4, the score of class 4 fits class 7 (", message, StringComparison.Ordinal);
    }

    /// <summary>A screening model answers "ill" for 7 in 10 of whom 1 in 20 is: the other order is right more often, and wrong.</summary>
    [Theory]
    [InlineData(ScoreKind.Logits)]
    [InlineData(ScoreKind.LabelOnly)]
    public void A_model_cut_at_a_low_threshold_is_not_taken_for_another_order(ScoreKind kind) =>
        Assert.Null(Says(Audit(2000, 2, static (y, c, random) => c == 0 ? 0 : 0.5 + Synthetic.Normal(random) + (2 * y), rare: 20, kind: kind)));

    /// <summary>Tuned thresholds: the label is 1 from log-odds of -1, or only from 2, so that it differs from the best score in many records.</summary>
    [Theory]
    [InlineData(-1.0)]
    [InlineData(2.0)]
    public void A_label_cut_at_any_threshold_agrees_with_the_scores(double threshold)
    {
        var tuned = Audit(2000, 2, static (y, c, random) => c == 0 ? 0 : (2 * Synthetic.Normal(random)) + (2 * y) - 1, row => row[1] - row[0] > threshold ? 1 : 0);
        var agreement = LabelAgreement.Of(tuned.MemberAnswers!)!;
        Assert.True(agreement is { Differing: > 0.1, Ordered: 1, Contradicts: false }, $"{agreement}");
        Assert.Null(Says(tuned));
    }

    /// <summary>Costs of the classes, priors divided out, probabilities rounded to a tenth: the label is not the best score, and still made of it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_label_tuned_for_each_class_or_rounded_scores_agree(int way)
    {
        double[] cost = [0, 1.5, -1, 0.7, 0];
        var tuned = Audit(2000, 5, static (y, c, random) => Synthetic.Normal(random) + (y == c ? 1 : 0), row =>
        {
            double[] judged = way == 0 ? [.. row.Zip(cost, static (z, more) => z + more)] : [.. row];
            return Array.IndexOf(judged, judged.Max());
        });
        if (way == 1)
        {
            var answers = tuned.MemberAnswers!;
            tuned = tuned with { MemberAnswers = answers with { Kind = ScoreKind.Probabilities, Scores = [.. answers.Scores.Chunk(5).SelectMany(Synthetic.Softmax).Select(static p => Math.Round(p, 1))] } };
        }

        Assert.True(LabelAgreement.Of(tuned.MemberAnswers!) is { Contradicts: false }, $"{LabelAgreement.Of(tuned.MemberAnswers!)}");
        Assert.Null(Says(tuned));
    }

    [Fact]
    public void Scores_turned_round_or_of_another_head_contradict_the_label()
    {
        // The label is right, the scores are (s, -s).
        var turned = Audit(300, 2, static (y, c, random) => 0, kind: ScoreKind.Logits);
        var labels = turned.MemberAnswers!.TrueClass;
        double[] margins = [.. labels.Select(static y => (y == 1 ? 1 : -1) + (0.3 * Synthetic.Normal(Any)))];
        MemberAnswers Read(Func<int, double[]> scores) => turned.MemberAnswers with { Scores = [.. Enumerable.Range(0, labels.Length).SelectMany(scores)], PredictedClass = [.. margins.Select(static s => s > 0 ? 1 : 0)] };
        var invalidity = KnowledgeGuard.Of(turned with { MemberAnswers = Read(i => [margins[i], -margins[i]]) }, null).Invalidity!;
        Assert.Equal(DiagnosticIds.LabelContradictsScores, invalidity.Id);
        Assert.Contains("differs from its best score in 100% of", invalidity.Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticIds.LabelContradictsScores, Says(turned with { MemberAnswers = Read(_ => [Any.NextDouble(), Any.NextDouble()]) }));
        Assert.Null(Says(turned with { MemberAnswers = Read(i => [-margins[i], margins[i]]) }));
    }

    [Fact]
    public void A_stated_accuracy_must_be_met_and_then_stands_in_for_proof()
    {
        var weak = Audit(60, 2, Blind);
        var measured = weak.Accuracy.Members;
        Assert.Null(Says(weak, new ExpectedAccuracy(measured, null, 0)));
        Assert.Null(Says(weak, new ExpectedAccuracy(measured + 0.02, null, 0.02)));
        var missed = KnowledgeGuard.Of(weak, new ExpectedAccuracy(0.97, null, 0.02)).Invalidity!;
        Assert.Equal(DiagnosticIds.AccuracyNotMet, missed.Id);
        Assert.Contains(FormattableString.Invariant($"is {measured:0.000}, but 'accuracy' in the spec states 0.97"), missed.Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticIds.AccuracyNotMet, Says(weak, new ExpectedAccuracy(measured, 0.6, 0.02)));

        // Stated on the holdout alone, it does not speak of the members; and nothing stands in for proven ignorance.
        Assert.Equal(DiagnosticIds.KnowledgeUnproven, Says(weak, new ExpectedAccuracy(null, 0.5, 0.02)));
        var blind = Audit(3000, 2, Blind);
        Assert.Equal(DiagnosticIds.MembersUnknown, Says(blind, new ExpectedAccuracy(blind.Accuracy.Members, null, 0.02)));
    }

    [Fact]
    public void A_linear_classifier_that_does_far_better_casts_doubt()
    {
        var random = new Random(2);
        int[] labels = [.. Enumerable.Range(0, 600).Select(static i => i % 2)];
        float[][] rows = [.. labels.Select(y => Enumerable.Range(0, 6).Select(column => (float)(Synthetic.Normal(random) + (column == 0 ? 2 * y : 0))).ToArray())];
        var controls = new ControlSample(
            [new ControlColumn("patient_id", false), .. Enumerable.Range(1, 5).Select(static column => new ControlColumn($"c{column}", false))],
            rows, labels, [.. labels.Select(static _ => true)], [.. labels.Select(_ => (ulong)random.NextInt64())]);
        var weak = Audit(600, 2, static (y, c, r) => Synthetic.Normal(r) + (y == c ? 0.4 : 0)) with { Controls = controls };
        var doubt = KnowledgeGuard.Of(weak, null).Reservation!;
        Assert.Equal(DiagnosticIds.KnowledgeUnproven, doubt.Id);
        Assert.Contains("'patient_id' looks like an identifier", doubt.Message, StringComparison.Ordinal);
        Assert.Null(Says(Audit(600, 2, static (y, c, r) => Synthetic.Normal(r) + (y == c ? 1.5 : 0)) with { Controls = controls }));
    }

    [Fact]
    public void A_column_outside_its_range_is_named()
    {
        var controls = new ControlSample(
            [new ControlColumn("age", false), new ControlColumn("income", false)],
            [.. Enumerable.Range(0, 100).Select(static i => new[] { 0.1f, 30_000f + i })],
            new int[100], [.. Enumerable.Repeat(true, 100)], new ulong[100]);
        var sample = Audit(3000, 2, Blind) with { Controls = controls, ExpectedRanges = [new ExpectedRange(-30, 30), new ExpectedRange(-30, 30)] };
        Assert.Contains("'income' lies outside the values the model was made for", KnowledgeGuard.Of(sample, null).Invalidity!.Message, StringComparison.Ordinal);
    }

    /// <summary>A constant added to all logits, or a factor, changes no skill.</summary>
    [Fact]
    public void Scaled_and_moved_logits_have_the_same_skill()
    {
        var answers = Audit(500, 2, static (y, c, random) => 20 * Skilled(y, c, random)).MemberAnswers!;
        double Auc(Func<double, double> change) => ClassSkill.Of(ClassFit.Of(answers with { Scores = [.. answers.Scores.Select(change)] }), answers.TrueClass)!.Auc;
        foreach (var factor in new[] { 0.25, 2, 12 })
        {
            Assert.Equal(Auc(static z => z), Auc(z => (factor * z) - 64), 1e-12);
        }
    }
}
