using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Metrics;

public class FoldAssignmentTests
{
    private static ulong[] Hashes(int n, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => (ulong)random.NextInt64())];
    }

    [Fact]
    public void Every_split_halves_both_sides_exactly()
    {
        bool[] isMember = [.. Enumerable.Range(0, 1001).Select(i => i % 3 == 0)];
        var folds = FoldAssignment.Create(Hashes(1001), isMember);
        for (var split = 0; split < 11; split++)
        {
            Assert.InRange(folds.MembersIn(split, 0) - folds.MembersIn(split, 1), -1, 1);
            Assert.InRange(folds.NonMembersIn(split, 0) - folds.NonMembersIn(split, 1), -1, 1);
            Assert.Equal(folds.Members, folds.MembersIn(split, 0) + folds.MembersIn(split, 1));
        }
    }

    [Fact]
    public void Equal_records_share_a_fold_in_every_split()
    {
        var hashes = Hashes(500);
        ulong[] twice = [.. hashes, .. hashes];
        var folds = FoldAssignment.Create(twice, new bool[1000]);
        Assert.Equal(folds.Bits[..500], folds.Bits[500..]);
    }

    [Fact]
    public void A_fold_depends_on_content_and_not_on_place_or_side_names()
    {
        var hashes = Hashes(400);
        bool[] isMember = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)];
        var folds = FoldAssignment.Create(hashes, isMember);
        var swapped = FoldAssignment.Create(hashes, [.. isMember.Select(member => !member)]);
        Assert.Equal(folds.Bits, swapped.Bits);
        Array.Reverse(hashes);
        Array.Reverse(isMember);
        Assert.Equal(folds.Bits.Reverse(), FoldAssignment.Create(hashes, isMember).Bits);
    }

    [Fact]
    public void Splits_are_unrelated()
    {
        var folds = FoldAssignment.Create(Hashes(20_000), new bool[20_000]);
        for (var a = 0; a < 11; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var agree = folds.Bits.Count(bits => ((bits >> a) & 1) == ((bits >> b) & 1));

                // 10,000 expected, standard deviation 71; five of them.
                Assert.InRange(agree, 9_645, 10_355);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Selection_finds_what_sorting_finds(int n)
    {
        ulong[] values = [.. Hashes(n).Select(hash => hash % 50)];
        ulong[] sorted = [.. values.Order()];
        for (var k = 0; k < n; k += 1 + (n / 20))
        {
            Assert.Equal(sorted[k], Selection.KthSmallest([.. values], k));
        }
    }
}
