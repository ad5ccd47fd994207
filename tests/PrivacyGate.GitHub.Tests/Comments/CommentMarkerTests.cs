using PrivacyGate.GitHub.Comments;

namespace PrivacyGate.GitHub.Tests.Comments;

public class CommentMarkerTests
{
    [Fact]
    public void A_marker_is_read_back_whatever_the_key_was_made_of()
    {
        foreach (var text in Hostile.All)
        {
            var marker = new CommentMarker(CommentMarker.KeyOf(text), new RunStamp(812, 3), SampleRuns.Sha);
            Assert.Equal(marker, CommentMarker.Read(marker + "\n### text"));
            Assert.DoesNotContain("--", marker.Key, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Different_texts_have_different_keys()
    {
        string[] texts = [.. Hostile.All.Where(text => text.Length > 0), new string('x', 20_000), new string('x', 20_001), "a b", "a-b", "a.b", "ab", "é", "è"];
        Assert.Equal(texts.Length, texts.Select(CommentMarker.KeyOf).Distinct().Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("> <!-- privacygate v1 key=a run=1.1 sha=4f2c6d0f5b0a4d8b9c1e2f3a4b5c6d7e8f901234 -->")]
    [InlineData(" <!-- privacygate v1 key=a run=1.1 sha=4f2c6d0f5b0a4d8b9c1e2f3a4b5c6d7e8f901234 -->")]
    [InlineData("<!-- privacygate v2 key=a run=1.1 sha=4f2c6d0f5b0a4d8b9c1e2f3a4b5c6d7e8f901234 -->")]
    [InlineData("<!-- privacygate v1 key=a run=99999999999999999999.1 sha=4f2c6d0f5b0a4d8b9c1e2f3a4b5c6d7e8f901234 -->")]
    [InlineData("<!-- privacygate v1 key=a b run=1.1 sha=4f2c6d0f5b0a4d8b9c1e2f3a4b5c6d7e8f901234 -->")]
    public void Anything_else_is_no_marker(string? body) => Assert.Null(CommentMarker.Read(body));

    [Fact]
    public void A_later_attempt_is_newer_and_a_later_run_newer_still()
    {
        Assert.True(new RunStamp(812, 2) > new RunStamp(812, 1));
        Assert.True(new RunStamp(813, 1) > new RunStamp(812, 9));
        Assert.True(new RunStamp(9, 1) < new RunStamp(10, 1));
    }
}
