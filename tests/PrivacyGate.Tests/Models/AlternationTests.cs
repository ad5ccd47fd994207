using PrivacyGate.Models;

namespace PrivacyGate.Tests.Models;

public class AlternationTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("ace", "bdf", "abcdef")]
    [InlineData("a", "bcd", "abcd")]
    [InlineData("abc", "", "abc")]
    [InlineData("ab", "c", "acb")]
    public void Items_come_in_turn_and_none_is_lost(string one, string other, string expected) =>
        Assert.Equal(expected, string.Concat(Alternation.InTurn(one, other)));

    [Fact]
    public void A_failure_of_one_is_thrown_and_both_are_closed()
    {
        var closed = 0;
        IEnumerable<int> Failing(bool fails)
        {
            try
            {
                yield return 1;
                yield return fails ? throw new InvalidDataException() : 2;
            }
            finally
            {
                closed++;
            }
        }

        Assert.Throws<InvalidDataException>(() => Alternation.InTurn(Failing(false), Failing(true)).Count());
        Assert.Equal(2, closed);
    }
}
