using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Signals;

/// <summary>What is kept to see whether a model knows its members: bounded, the same in any order, one record a person, rare classes whole.</summary>
public class AnswerCollectorTests
{
    private static (RecordBatch Batch, Predictions Answers) Records(int[] labels, int classes, ulong first, UInt128[]? subjects = null)
    {
        UInt128[] keys = [.. labels.Select((_, i) => new UInt128(Hashing.Mix(first + (ulong)i), Hashing.Mix(first * 31 + (ulong)i)))];
        double[] scores = [.. labels.SelectMany((label, i) => Enumerable.Range(0, classes).Select(c => c == label ? 1.0 : i * 1e-9))];
        return (new RecordBatch([], labels, keys, subjects, []), new Predictions(ScoreKind.Logits, classes, scores, labels, null));
    }

    private static MemberAnswers Collect(IEnumerable<(RecordBatch Batch, Predictions Answers)> batches)
    {
        var collector = new AnswerCollector();
        foreach ((var batch, var answers) in batches)
        {
            collector.Add(batch, answers);
        }

        return collector.Gather(new HashSet<UInt128>())!;
    }

    [Fact]
    public void A_rare_class_among_many_records_is_kept_whole()
    {
        var kept = Collect(Enumerable.Range(0, 50).Select(chunk => Records([.. Enumerable.Range(0, 1000).Select(static i => i == 7 ? 1 : 0)], 2, (ulong)chunk * 1_000_000)));
        Assert.Equal(50, kept.TrueClass.Count(static c => c == 1));
        Assert.Equal(8192, kept.TrueClass.Count(static c => c == 0));
        Assert.Equal(kept.Count * 2, kept.Scores.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void The_order_of_records_does_not_matter(int classes)
    {
        var all = Records([.. Enumerable.Range(0, 30_000).Select(i => (int)(Hashing.Mix((ulong)i) % (ulong)classes))], classes, 5);
        var straight = Collect([all]);
        int[] order = [.. Enumerable.Range(0, 30_000).OrderBy(static i => Hashing.Mix((ulong)i + 99))];
        var mixed = Collect(order.Chunk(700).Select(rows => (all.Batch.Pick(rows), all.Answers.Pick(rows))));
        Assert.Equal(straight.Hashes, mixed.Hashes);
        Assert.Equal(straight.TrueClass, mixed.TrueClass);
        Assert.Equal(straight.Scores, mixed.Scores);
        Assert.True(straight.Count <= 16_384, $"{straight.Count}");
    }

    [Fact]
    public void A_person_counts_once_and_so_do_equal_records()
    {
        (var batch, var answers) = Records([0, 1, 0, 1, 1, 0], 2, 5, [1, 1, 2, 2, 3, 4]);
        Assert.Equal(4, Collect([(batch, answers)]).Count);
        (var plain, var said) = Records([0, 1, 0], 2, 5);
        Assert.Equal(3, Collect([(plain, said), (plain, said), (plain, said)]).Count);
    }

    [Fact]
    public void Memory_is_bounded_whatever_the_number_of_classes()
    {
        const int Classes = 4000;
        var kept = Collect(Enumerable.Range(0, 4).Select(chunk => Records([.. Enumerable.Range(0, 2000).Select(i => (i + (chunk * 1000)) % Classes)], Classes, (ulong)chunk * 1_000_000)));
        Assert.InRange(kept.Scores.Length, 1, 1 << 21);
        Assert.NotNull(ClassSkill.Of(ClassFit.Of(kept), kept.TrueClass));
    }

    /// <summary>A bare label may be any number, such as a postal code.</summary>
    [Fact]
    public void Labels_that_are_large_numbers_are_renumbered()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(static i => i % 2 == 0 ? 2_000_000_000 : 17)];
        var batch = new RecordBatch([], labels, [.. labels.Select((_, i) => (UInt128)(ulong)i)], null, []);
        var kept = Collect([(batch, new Predictions(ScoreKind.LabelOnly, 0, [], labels, null))]);
        Assert.Equal(2, kept.ClassCount);
        Assert.Equal(1, ClassSkill.Of(ClassFit.Of(kept), kept.TrueClass)!.Auc, 1e-12);
    }
}
