using System.Globalization;
using System.Net;
using PrivacyGate.GitHub.Api;
using PrivacyGate.GitHub.Tests.StandIn;

namespace PrivacyGate.GitHub.Tests.Api;

/// <summary>Asking again as GitHub's "Best practices for using the REST API" wants it, on a clock that does not wait.</summary>
public class PatienceTests
{
    private readonly QuickClock clock = new();

    [Fact]
    public Task A_429_is_asked_again_after_retry_after() => GitHubStandIn.Play(async github =>
    {
        github.Instead = Once(Answer.Error(429, "Too Many Requests").With("retry-after", "7"));
        await Client(github).CreateCommentAsync(3, "x", default);
        Assert.Equal([TimeSpan.FromSeconds(7)], clock.Waits);
        Assert.Single(github.Comments);
    });

    [Fact]
    public Task Retry_after_may_be_a_date() => GitHubStandIn.Play(async github =>
    {
        github.Instead = Once(Answer.Error(429, "Too Many Requests").With("retry-after", (clock.GetUtcNow() + TimeSpan.FromSeconds(42)).ToString("R", CultureInfo.InvariantCulture)));
        await Client(github).CreateCommentAsync(3, "x", default);
        Assert.Equal([TimeSpan.FromSeconds(42)], clock.Waits);
    });

    [Fact]
    public Task An_exhausted_limit_is_waited_for_until_its_reset() => GitHubStandIn.Play(async github =>
    {
        var reset = (clock.GetUtcNow().ToUnixTimeSeconds() + 90).ToString(CultureInfo.InvariantCulture);
        github.Instead = Once(Answer.Error(403, "API rate limit exceeded for installation ID 1.").With("x-ratelimit-remaining", "0").With("x-ratelimit-reset", reset));
        await Client(github).CreateCommentAsync(3, "x", default);
        Assert.Equal([TimeSpan.FromSeconds(90)], clock.Waits);
    });

    [Fact]
    public Task A_secondary_limit_without_a_time_is_waited_out_for_a_minute_then_two() => GitHubStandIn.Play(async github =>
    {
        var left = 2;
        github.Instead = request => request.IsWrite && left-- > 0 ? Answer.SecondaryLimit() : null;
        await Client(github).CreateCommentAsync(3, "x", default);
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)], clock.Waits);
    });

    [Fact]
    public Task A_500_is_asked_again_after_a_second() => GitHubStandIn.Play(async github =>
    {
        github.Instead = Once(Answer.Error(500, "Server Error"));
        await Client(github).CreateCommentAsync(3, "x", default);
        Assert.Equal([TimeSpan.FromSeconds(1)], clock.Waits);
        Assert.Single(github.Comments);
    });

    [Fact]
    public Task After_five_repetitions_it_is_enough() => GitHubStandIn.Play(async github =>
    {
        github.Instead = _ => Answer.Error(502, "Server Error");
        var refusal = await Assert.ThrowsAsync<GitHubException>(() => Client(github).CommentsAsync(3, default));
        Assert.Equal(HttpStatusCode.BadGateway, refusal.Status);
        Assert.Equal("Server Error", refusal.Message);
        Assert.False(refusal.IsPermission);
        Assert.Equal(6, github.Requests.Count);
        Assert.Equal([1, 2, 4, 8, 16], clock.Waits.Select(wait => wait.TotalSeconds));
    });

    [Theory]
    [InlineData("retry-after", "3600")]
    [InlineData("retry-after", "99999999999")]
    public Task A_limit_that_lasts_too_long_is_not_waited_for(string header, string value) => GitHubStandIn.Play(async github =>
    {
        github.Instead = _ => Answer.Error(429, "Too Many Requests").With(header, value);
        await Assert.ThrowsAsync<GitHubException>(() => Client(github).CommentsAsync(3, default));
        Assert.All(clock.Waits, wait => Assert.True(wait <= TimeSpan.FromMinutes(3)));
    });

    [Fact]
    public Task All_waits_together_are_bounded_over_all_requests() => GitHubStandIn.Play(async github =>
    {
        var asked = 0;
        github.Instead = _ => asked++ % 2 == 0 ? Answer.Error(429, "Too Many Requests").With("retry-after", "100") : null;
        var client = Client(github);
        for (var i = 0; i < 3; i++)
        {
            await client.CommentsAsync(3, default);
        }

        await Assert.ThrowsAsync<GitHubException>(() => client.CommentsAsync(3, default));
        Assert.Equal([100, 100, 100], clock.Waits.Select(wait => wait.TotalSeconds));
    });

    [Theory]
    [InlineData(401, "Bad credentials")]
    [InlineData(403, "Resource not accessible by integration")]
    [InlineData(404, "Not Found")]
    [InlineData(410, "Issues are disabled for this repo")]
    [InlineData(422, "Validation Failed")]
    public Task What_will_not_change_is_not_asked_again(int status, string message) => GitHubStandIn.Play(async github =>
    {
        github.Instead = _ => status == 422 ? Answer.TooLong() : Answer.Error(status, message);
        var refusal = await Assert.ThrowsAsync<GitHubException>(() => Client(github).CreateCommentAsync(3, "x", default));
        Assert.Equal((status, message), ((int)refusal.Status!, refusal.Message));
        Assert.Single(github.Requests);
        Assert.Empty(clock.Waits);
    });

    [Fact]
    public Task Writes_are_a_second_apart_and_reads_are_not() => GitHubStandIn.Play(async github =>
    {
        var client = Client(github);
        var id = (await client.CreateCommentAsync(3, "x", default)).Id;
        await client.CommentsAsync(3, default);
        await client.CommentAsync(id, default);
        Assert.Empty(clock.Waits);
        await client.UpdateCommentAsync(id, "y", default);
        await client.DeleteCommentAsync(id, default);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], clock.Waits);
    });

    [Fact]
    public async Task A_server_that_is_not_there_is_a_refusal_without_a_status()
    {
        using var http = new HttpClient();
        // Port 1 of this machine: nothing listens there, and the answer comes at once.
        var client = new GitHubClient(http, new Uri("http://127.0.0.1:1/"), GitHubStandIn.Repository, GitHubStandIn.Token, clock);
        var refusal = await Assert.ThrowsAsync<GitHubException>(() => client.CommentsAsync(3, default));
        Assert.Null(refusal.Status);
        Assert.Equal(5, clock.Waits.Count);
    }

    [Theory]
    [InlineData("<html>proxy</html>")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task An_answer_that_is_not_GitHubs_is_a_refusal(string body)
    {
        using var http = new HttpClient(new Canned(body));
        var client = new GitHubClient(http, new Uri("https://api.github.com/"), GitHubStandIn.Repository, GitHubStandIn.Token, clock);
        await Assert.ThrowsAsync<GitHubException>(() => client.CommentAsync(3, default));
    }

    [Fact]
    public async Task A_stranger_of_a_kind_nobody_knew_of_loses_no_comment()
    {
        using var http = new HttpClient(new Canned("""
            [
              { "id": 1, "body": "one", "user": { "login": "anna", "type": "User" } },
              { "id": 6000000000, "body": "two", "user": { "login": "emu_corp", "type": "EnterpriseManagedUser", "id": 9999999999 }, "author_association": "NOBODY", "reactions": { "total_count": 9999999999 } },
              { "id": 7000000000, "body": null, "user": null }
            ]
            """));
        var client = new GitHubClient(http, new Uri("https://api.github.com/"), GitHubStandIn.Repository, GitHubStandIn.Token, clock);
        Assert.Equal([1L, 6_000_000_000, 7_000_000_000], (await client.CommentsAsync(3, default)).Select(static comment => comment.Id));
    }

    [Fact]
    public async Task A_cancelled_request_ends()
    {
        using var stop = new CancellationTokenSource();
        using var http = new HttpClient(new Canned("[]", null, () => stop.Cancel()));
        var client = new GitHubClient(http, new Uri("https://api.github.com/"), GitHubStandIn.Repository, GitHubStandIn.Token, clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.UpdateCommentAsync(3, "x", stop.Token));
    }

    [Fact]
    public async Task A_next_page_on_another_server_is_not_asked_for()
    {
        var elsewhere = new Canned("[]", "<https://evil.example/repos/x?page=2>; rel=\"next\"");
        using var http = new HttpClient(elsewhere);
        var client = new GitHubClient(http, new Uri("https://api.github.com/"), GitHubStandIn.Repository, GitHubStandIn.Token, clock);
        Assert.Empty(await client.CommentsAsync(3, default));
        Assert.Equal(1, elsewhere.Asked);
    }

    [Fact]
    public Task A_GitHub_Enterprise_Server_is_spoken_to_below_its_prefix() => GitHubStandIn.Play(
        async github =>
        {
            for (var i = 0; i < 150; i++)
            {
                github.Add("x", "anna");
            }

            var client = Client(github);
            Assert.EndsWith("/api/v3/", github.Root.AbsolutePath, StringComparison.Ordinal);
            Assert.Equal(150, (await client.CommentsAsync(3, default)).Count);
            await client.CreateCommentAsync(3, "x", default);
            Assert.Null(await client.ViewerAsync(default));
        },
        "/api/v3");

    [Fact]
    public Task Every_request_says_who_asks_and_which_version_it_means() => GitHubStandIn.Play(async github =>
    {
        await Client(github).CreateCommentAsync(3, "x", default);
        var request = Assert.Single(github.Requests);
        Assert.Equal("2022-11-28", request.Headers["X-GitHub-Api-Version"]);
        Assert.Equal("application/vnd.github+json", request.Headers["Accept"]);
        Assert.Equal("privacygate", request.Headers["User-Agent"]);
    });

    private GitHubClient Client(GitHubStandIn github) => new(new HttpClient(), github.Root, GitHubStandIn.Repository, GitHubStandIn.Token, clock);

    private static Func<Request, Answer?> Once(Answer answer)
    {
        var given = false;
        return request =>
        {
            var now = request.IsWrite && !given;
            given |= now;
            return now ? answer : null;
        };
    }

    private sealed class Canned(string body, string? link = null, Action? meanwhile = null) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            meanwhile?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) };
            if (link is not null)
            {
                response.Headers.Add("Link", link);
            }

            return Task.FromResult(response);
        }
    }
}
