using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

public sealed class RowFilterTests
{
    [Theory]
    [InlineData("split == member", "split", true, "member")]
    [InlineData("split==member", "split", true, "member")]
    [InlineData("  split  !=  member  ", "split", false, "member")]
    [InlineData("\"my split\" == 'a b'", "my split", true, "a b")]
    [InlineData("split == \"it's\"", "split", true, "it's")]
    [InlineData("split == ''", "split", true, "")]
    [InlineData("a.b-c == 1.5", "a.b-c", true, "1.5")]
    [InlineData("split == a=b", "split", true, "a=b")]
    public void A_filter_is_a_column_a_sign_and_a_value(string text, string column, bool picks, string value)
    {
        Assert.Null(RowFilter.TryParse(text, ScratchFolder.Somewhere, out var filter));

        Assert.Equal(new RowFilter(column, picks, value, ScratchFolder.Somewhere), filter);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("split", 5)]
    [InlineData("split = member", 6)]
    [InlineData("split === member", 8)]
    [InlineData("split == ", 9)]
    [InlineData("split == a b", 11)]
    [InlineData("split == 'a", 9)]
    [InlineData("'split == a", 0)]
    [InlineData("== a", 0)]
    [InlineData("'' == a", 0)]
    [InlineData("split < 3", 6)]
    [InlineData("my split == a", 3)]
    [InlineData("split == 'a' and x == 'b'", 13)]
    public void Anything_else_is_refused_at_its_character(string text, int at)
    {
        var problem = RowFilter.TryParse(text, ScratchFolder.Somewhere, out var filter);

        Assert.Null(filter);
        Assert.Equal(at, problem!.Value.At);
    }
}
