using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Metrics;

public class BestThresholdTests
{
    [Fact]
    public void It_parts_what_can_be_parted()
    {
        Assert.Equal(3, Of([5, 4, 3, 2, 1], [true, true, true, false, false]));
        Assert.Equal(5, Of([5, 4, 3, 2, 1], [true, false, false, false, true]));
    }

    [Fact]
    public void Ties_are_taken_together_and_the_highest_of_equals_wins()
    {
        Assert.Equal(2, Of([2, 2, 2, 1, 1], [true, true, false, false, false]));
        Assert.Equal(4, Of([4, 3, 2, 1], [true, false, true, false]));
    }

    [Theory]
    [InlineData(new double[] { 1, 1, 1, 1 })]
    [InlineData(new double[] { 1, 2, 3, 4 })]
    public void Nobody_is_flagged_where_no_threshold_does_better_than_chance(double[] scores) =>
        Assert.Equal(double.PositiveInfinity, Of(scores, [true, true, false, false]));

    [Fact]
    public void No_threshold_does_better()
    {
        var random = new Random(1);
        for (var repeat = 0; repeat < 200; repeat++)
        {
            double[] scores = [.. Enumerable.Range(0, 30).Select(_ => (double)random.Next(12))];
            bool[] isMember = [.. Enumerable.Range(0, 30).Select(i => i == 0 || (i != 1 && random.Next(2) == 0))];
            double Advantage(double threshold) =>
                Share(scores, isMember, true, threshold) - Share(scores, isMember, false, threshold);
            var best = scores.Append(double.PositiveInfinity).Max(Advantage);
            Assert.Equal(best, Advantage(Of(scores, isMember)), 12);
        }
    }

    private static double Share(double[] scores, bool[] isMember, bool side, double threshold) =>
        Enumerable.Range(0, scores.Length).Where(i => isMember[i] == side).Average(i => scores[i] >= threshold ? 1.0 : 0);

    private static double Of(double[] scores, bool[] isMember) => BestThreshold.Of(RankedScores.From(scores), isMember);
}
