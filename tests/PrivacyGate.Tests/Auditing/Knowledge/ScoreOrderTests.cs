using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing.Knowledge;

public class ScoreOrderTests
{
    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 1, 0, 2)]
    [InlineData(1, 0, 3, 2)]
    public void The_order_that_the_scores_were_made_in_is_found(params int[] classOf)
    {
        var order = ScoreOrder.Of(Answers(200, classOf, 2));
        Assert.Equal(classOf, order!.ClassOf);
        Assert.InRange(order.Auc, .85, 1);
    }

    /// <summary>Of 24 orders one fits any answers best; none may be taken for found.</summary>
    [Fact]
    public void Answers_that_know_nothing_prove_no_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            Assert.Null(ScoreOrder.Of(Answers(60, [0, 1, 2, 3], 0, seed)));
        }
    }

    [Fact]
    public void A_class_that_does_not_occur_leaves_the_order_open() =>
        Assert.Null(ScoreOrder.Of(Answers(200, [0, 1, 2], 3) with { ClassCount = 3, TrueClass = [.. Enumerable.Repeat(0, 100), .. Enumerable.Repeat(1, 100)] }));

    /// <summary>Score s is higher by <paramref name="skill"/> standard deviations for records of class classOf[s].</summary>
    private static MemberAnswers Answers(int members, int[] classOf, double skill, int seed = 1)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, members).Select(i => i % classOf.Length)];
        double[] scores = [.. labels.SelectMany(y => classOf.Select(c => Synthetic.Normal(random) + (c == y ? skill : 0)))];
        return new MemberAnswers(classOf.Length, ScoreKind.Logits, scores, labels, labels, [.. labels.Select(_ => (ulong)random.NextInt64())]);
    }
}
