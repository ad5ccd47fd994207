namespace PrivacyGate.GuardTests;

public sealed class LawTests
{
    public static TheoryData<string> Names => [.. Guard.All.Select(static guard => guard.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_gives_the_same_bits_and_leaves_its_input_as_it_was(string name)
    {
        var guard = Of(name);
        foreach (var scores in Probabilities(guard, 200))
        {
            var before = (float[])scores.Clone();
            var expected = guard.Array(scores);
            Assert.Equal(expected, guard.Span(scores));
            Assert.Equal(expected, guard.Memory(scores));
            Assert.Equal(expected, guard.Destination(scores));
            Assert.Equal(expected, guard.InPlace(scores));
            Assert.Equal(expected, guard.Text(Map(scores, static i => $"class {i}")).Values);
            Assert.Equal(expected, guard.Number(Map(scores, static i => (long)i)).Values);
            Assert.Equal(expected, guard.Rows(scores, scores.Length));
            Assert.Equal(before, scores);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Records_of_a_batch_do_not_touch_each_other(string name)
    {
        var guard = Of(name);
        var random = new Random(3);
        var rows = Enumerable.Range(0, 50).Select(_ => Rows.Of(random, 5)).ToArray();
        var expected = rows.SelectMany(guard.Array).ToArray();
        var batch = rows.SelectMany(static row => row).ToArray();
        Assert.Equal(expected, guard.Rows(batch, 5));
        Assert.Equal(expected, guard.RowsInPlace(batch, 5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_class_with_the_largest_score_keeps_it(string name)
    {
        var guard = Of(name);
        foreach (var scores in Probabilities(guard, 2_000))
        {
            var label = Rows.FirstLargest(scores);
            var guarded = guard.Array(scores);
            Assert.Equal(guarded.Max(), guarded[label]);
            if (guard.LabelIsAlone)
            {
                Assert.Single(guarded, guarded[label]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_are_finite_not_below_zero_and_add_up_to_1_where_promised(string name)
    {
        var guard = Of(name);
        foreach (var scores in Probabilities(guard, 2_000))
        {
            var guarded = guard.Array(scores);
            Assert.All(guarded, static score => Assert.InRange(score, 0, 1));
            if (guard.SumsToOne)
            {
                Assert.Equal(1, guarded.Sum(static score => (double)score), 5e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_larger_score_stays_at_least_as_large_where_promised(string name)
    {
        var guard = Of(name);
        if (!guard.KeepsOrder)
        {
            Assert.Contains(Probabilities(guard, 200), scores => !IsOrderKept(scores, guard.Array(scores)));
            return;
        }

        Assert.All(Probabilities(guard, 500), scores => Assert.True(IsOrderKept(scores, guard.Array(scores)), string.Join(' ', scores)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_time_changes_nothing_where_promised(string name)
    {
        var guard = Of(name);
        var changes = Probabilities(guard, 500).Select(guard.Array).Count(once => guard.Array(once).Zip(once).Any(static pair => MathF.Abs(pair.First - pair.Second) > 1e-6f));
        Assert.Equal(guard.IsIdempotent, changes == 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Permuted_classes_get_the_permuted_answer_where_no_scores_are_equal(string name)
    {
        var guard = Of(name);
        if (!guard.KeepsOrder)
        {
            return;
        }

        foreach (var scores in Probabilities(guard, 300).Where(static scores => scores.Distinct().Count() == scores.Length))
        {
            var backwards = guard.Array([.. scores.Reverse()]);
            Array.Reverse(backwards);
            Assert.Equal(guard.Array(scores), backwards);
        }
    }

    [Fact]
    public void Order_only_says_the_same_of_all_records_with_the_same_order()
    {
        var answers = Rows.Probabilities(3_000)
            .Where(static scores => scores.Length == 4)
            .Select(static scores => string.Join(' ', ScoreGuard.OrderOnly(scores)))
            .Distinct();
        Assert.InRange(answers.Count(), 20, 24);
    }

    private static Guard Of(string name) => Guard.All.Single(guard => guard.Name == name);

    private static IEnumerable<float[]> Probabilities(Guard guard, int count) =>
        Rows.Probabilities(count, seed: guard.Name.Length);

    private static Dictionary<TKey, float> Map<TKey>(float[] scores, Func<int, TKey> key)
        where TKey : notnull => Enumerable.Range(0, scores.Length).ToDictionary(key, i => scores[i]);

    private static bool IsOrderKept(float[] scores, float[] guarded)
    {
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenByDescending(i => guarded[i]).ToArray();
        return order.Zip(order.Skip(1)).All(pair => guarded[pair.First] >= guarded[pair.Second]);
    }
}
