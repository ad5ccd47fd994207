using FsCheck;
using FsCheck.Fluent;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("liraa", "lira")]
    [InlineData("LOSS", "loss")]
    [InlineData("lsos", "loss")]
    [InlineData("confidense", "confidence")]
    [InlineData("nonmembers", "nonMembers")]
    public void The_nearest_known_word_is_meant(string word, string meant) =>
        Assert.Equal(meant, Suggestion.For(word, ["lira", "loss", "confidence", "nonMembers", "members"]));

    [Theory]
    [InlineData("xyz")]
    [InlineData("")]
    [InlineData("shadow-attack")]
    public void Far_words_are_not_guessed(string word) => Assert.Null(Suggestion.For(word, ["lira", "loss", "confidence"]));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_has_the_textbook_values(string left, string right, int distance) =>
        Assert.Equal(distance, Suggestion.Distance(left, right));

    [Fact]
    public void Distance_is_symmetric_and_zero_only_for_equal_words() =>
        Prop.ForAll<string, string>((left, right) =>
        {
            left ??= string.Empty;
            right ??= string.Empty;
            var distance = Suggestion.Distance(left, right);
            return distance == Suggestion.Distance(right, left) && (distance == 0) == (left == right) && distance <= Math.Max(left.Length, right.Length);
        }).QuickCheckThrowOnFailure();
}
