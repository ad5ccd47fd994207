using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Metrics;

public class CrossFittingTests
{
    /// <summary>Scores in steps of a quarter, so that ties and exact means abound.</summary>
    private static (double[] Scores, bool[] IsMember, int[] Classes, FoldAssignment Folds) Draw(int seed, int levels)
    {
        var random = new Random(seed);
        var n = random.Next(0, 60);
        bool[] isMember = [.. Enumerable.Range(0, n).Select(_ => random.Next(3) > 0)];
        double[] scores = [.. isMember.Select(member => (random.Next(levels) + (member ? 1 : 0)) / 4.0)];
        int[] classes = [.. isMember.Select(_ => random.Next(-1, 3))];
        ulong[] hashes = [.. isMember.Select(_ => (ulong)random.Next(40))];
        return (scores, isMember, classes, FoldAssignment.Create(hashes, isMember));
    }

    public static TheoryData<int, int> Cases()
    {
        var cases = new TheoryData<int, int>();
        for (var seed = 0; seed < 25; seed++)
        {
            cases.Add(seed, 2);
            cases.Add(seed, 8);
            cases.Add(seed, 1_000_000);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_threshold_agrees_with_the_definition(int seed, int levels)
    {
        var (scores, isMember, _, folds) = Draw(seed, levels);
        var ranked = RankedScores.From(scores);
        Assert.Equal(NaiveCrossFit.BestAdvantage(scores, folds, isMember), CrossFitting.BestAdvantage(ranked, folds, isMember));
        Assert.Equal(NaiveCrossFit.MemberMean(scores, folds, isMember), CrossFitting.MemberMean(ranked, folds, isMember));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_threshold_for_each_class_agrees_with_the_definition(int seed, int levels)
    {
        var (scores, isMember, classes, folds) = Draw(seed, levels);
        var ranked = RankedScores.From(scores);
        foreach (var smallest in new[] { 0, 3, 1000 })
        {
            var classwise = new ClasswiseCrossFitting(ranked, classes, folds, isMember, smallest);
            Assert.Equal(NaiveCrossFit.PerClass(scores, classes, folds, isMember, smallest, mean: false), classwise.BestAdvantage());
            Assert.Equal(NaiveCrossFit.PerClass(scores, classes, folds, isMember, smallest, mean: true), classwise.MemberMean());
        }
    }

    [Fact]
    public void Equal_scores_are_flagged_together_and_tell_nothing()
    {
        bool[] isMember = [.. Enumerable.Range(0, 40).Select(i => i < 20)];
        var folds = FoldAssignment.Create([.. Enumerable.Range(0, 40).Select(i => (ulong)i)], isMember);
        var ranked = RankedScores.From(new double[40]);
        Assert.All(CrossFitting.BestAdvantage(ranked, folds, isMember), outcome => Assert.Equal(new FoldOutcome(0, 0, 0, 0), outcome));
        Assert.All(CrossFitting.MemberMean(ranked, folds, isMember), outcome => Assert.Equal(new FoldOutcome(10, 10, 10, 10), outcome));
    }

    [Fact]
    public void The_battery_picks_by_what_was_learned_and_is_told_by_what_was_judged()
    {
        bool[] isMember = [.. Enumerable.Range(0, 40).Select(i => i < 20)];
        var folds = FoldAssignment.Create([.. Enumerable.Range(0, 40).Select(i => (ulong)i)], isMember);
        FoldOutcome[] looksGood = [.. Enumerable.Repeat(new FoldOutcome(9, 1, 2, 5), 22)];
        FoldOutcome[] isGood = [.. Enumerable.Repeat(new FoldOutcome(8, 1, 10, 0), 22)];
        var selection = BatterySelection.From([isGood, looksGood, isGood], folds);
        Assert.Equal(looksGood, selection.Outcomes);
        Assert.Equal(1, selection.MostSelected);
        Assert.Equal(0, BatterySelection.From([isGood, isGood], folds).MostSelected);
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(10)]
    [InlineData(0)]
    public void Ranking_puts_scores_in_falling_order_and_remembers_whose_they_are(int n)
    {
        var random = new Random(n);
        double[] scores = [.. Enumerable.Range(0, n).Select(i => i % 7 == 0 ? -0.0 : Math.Round(Synthetic.Normal(random), 2) * Math.Pow(10, random.Next(-300, 300)))];
        double[] before = [.. scores];
        var ranked = RankedScores.From(scores);
        Assert.Equal(before, scores);
        Assert.Equal(scores.OrderDescending(), ranked.Sorted);
        Assert.Equal(Enumerable.Range(0, n), ranked.Order.Order());
        Assert.Equal(ranked.Sorted, ranked.Order.Select(place => scores[place]));
    }
}
