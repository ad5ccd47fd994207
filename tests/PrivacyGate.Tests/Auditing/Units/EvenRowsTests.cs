using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Tests.Auditing.Units;

public class EvenRowsTests
{
    private static int[]? Of(int[] members, int[] nonMembers) => EvenRows.Of(
        [.. members, .. nonMembers],
        [.. members.Select(static _ => true), .. nonMembers.Select(static _ => false)],
        [.. Enumerable.Range(0, members.Length + nonMembers.Length).Select(static i => (ulong)i)]);

    [Fact]
    public void Units_of_equally_many_rows_are_left_alone() => Assert.Null(Of([3, 3, 3], [3, 3]));

    [Fact]
    public void Four_rows_against_one_are_judged_by_one() => Assert.Equal([1, 1, 1, 1], Of([4, 4], [1, 1])!);

    [Fact]
    public void Sides_that_are_alike_lose_nothing() => Assert.Equal([1, 2, 7, 7, 2, 1], Of([1, 2, 7], [7, 2, 1])!);

    [Fact]
    public void Each_is_held_beside_the_one_that_stands_equally_far_up() =>
        Assert.Equal([1, 2, 3, 9, 1, 3, 2, 9], Of([1, 2, 3, 9], [1, 4, 2, 12])!);

    [Fact]
    public void Whatever_the_sides_each_number_of_rows_has_the_same_share_on_both()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 50; trial++)
        {
            var size = random.Next(1, 200);
            var times = random.Next(1, 4);
            int[] members = [.. Enumerable.Range(0, size).Select(_ => random.Next(1, 9))];
            int[] nonMembers = [.. Enumerable.Range(0, size * times).Select(_ => random.Next(1, 5) * random.Next(1, 5))];
            int[] rows = [.. members, .. nonMembers];
            var used = Of(members, nonMembers) ?? rows;
            Assert.All(rows.Zip(used), static pair => Assert.InRange(pair.Second, 1, pair.First));
            int[] mine = [.. used[..size].Order()];
            int[] theirs = [.. used[size..].Order()];
            var apart = Enumerable.Range(1, 16).Max(count =>
                Math.Abs(((double)mine.Count(own => own <= count) / size) - ((double)theirs.Count(own => own <= count) / theirs.Length)));
            Assert.True(apart <= 1.0 / size, $"shares differ by {apart} of {size} units");
        }
    }
}
