using PrivacyGate.GitHub.Api;
using PrivacyGate.GitHub.Comments;
using PrivacyGate.GitHub.Tests.StandIn;

namespace PrivacyGate.GitHub.Tests.Comments;

public class StickyCommentTests
{
    private const string Key = "privacy/gate";

    [Fact]
    public Task A_first_run_creates_one_comment_and_a_second_changes_it() => GitHubStandIn.Play(async github =>
    {
        var first = await Publish(github, 812);
        var second = await Publish(github, 813);
        Assert.Equal((CommentFate.Created, CommentFate.Updated), (first.Fate, second.Fate));
        var only = Assert.Single(github.Comments);
        Assert.Equal((only.Id, only.Id), (first.Id, second.Id));
        Assert.Equal(Body(813), only.Body);
    });

    [Fact]
    public Task Our_comment_is_found_on_the_third_of_three_pages() => GitHubStandIn.Play(async github =>
    {
        for (var i = 0; i < 249; i++)
        {
            github.Add($"looks good {i}", "anna");
        }

        var own = github.Add(Body(800));
        var outcome = await Publish(github, 812);
        Assert.Equal((CommentFate.Updated, own.Id), (outcome.Fate, outcome.Id));
        Assert.Equal(250, github.Comments.Count);
        Assert.Equal(Body(812), own.Body);
        Assert.Equal(["1", "2", "3"], github.Requests.Where(request => request.Query.ContainsKey("per_page")).Take(3).Select(request => request.Query.GetValueOrDefault("page", "1")));
    });

    [Fact]
    public Task Two_racing_runs_leave_one_comment_with_the_newer_text() => GitHubStandIn.Play(async github =>
    {
        // Both have looked, and found nothing, before either writes.
        var bothLooked = new TaskCompletionSource();
        var looked = 0;
        github.Meanwhile = async request =>
        {
            if (request.Method == "POST")
            {
                if (Interlocked.Increment(ref looked) == 2)
                {
                    bothLooked.SetResult();
                }

                await bothLooked.Task.WaitAsync(TimeSpan.FromMinutes(1));
            }
        };
        await Task.WhenAll(Publish(github, 812), Publish(github, 813));
        Assert.Equal(2, github.Requests.Count(request => request.Method == "POST"));
        var left = Assert.Single(github.Comments);
        Assert.Equal(Body(813), left.Body);
        Assert.Equal(1000, left.Id);
    });

    [Theory]
    [InlineData(812, 813)]
    [InlineData(813, 812)]
    public Task A_duplicate_that_a_race_left_is_cleared_away_by_the_next_run(long first, long second) => GitHubStandIn.Play(async github =>
    {
        var oldest = github.Add(Body(first));
        github.Add("a question", "anna");
        github.Add(Body(second));
        await Publish(github, 814);
        Assert.Equal([oldest.Id, oldest.Id + 1], github.Comments.Select(comment => comment.Id));
        Assert.Equal(Body(814), oldest.Body);
    });

    [Fact]
    public Task An_older_run_that_comes_last_changes_nothing() => GitHubStandIn.Play(async github =>
    {
        await Publish(github, 813);
        var late = await Publish(github, 812);
        Assert.Equal(CommentFate.NewerKept, late.Fate);
        Assert.Equal(Body(813), Assert.Single(github.Comments).Body);
    });

    [Fact]
    public Task An_older_attempt_changes_nothing_either() => GitHubStandIn.Play(async github =>
    {
        await Publish(github, 812, attempt: 3);
        Assert.Equal(CommentFate.NewerKept, (await Publish(github, 812, attempt: 2)).Fate);
        Assert.Equal(CommentFate.Updated, (await Publish(github, 812, attempt: 3)).Fate);
    });

    [Fact]
    public Task A_newer_run_that_writes_between_look_and_write_is_left_alone() => GitHubStandIn.Play(async github =>
    {
        var own = github.Add(Body(800));
        github.Meanwhile = request =>
        {
            if (request.Method == "GET" && request.Path.EndsWith($"/issues/comments/{own.Id}", StringComparison.Ordinal))
            {
                own.Body = Body(813);
            }

            return Task.CompletedTask;
        };
        Assert.Equal(CommentFate.NewerKept, (await Publish(github, 812)).Fate);
        Assert.Equal(Body(813), own.Body);
        Assert.DoesNotContain(github.Requests, request => request.IsWrite);
    });

    [Fact]
    public Task A_newer_run_mends_what_an_older_one_wrote_over_it() => GitHubStandIn.Play(async github =>
    {
        var own = github.Add(Body(800));
        var wrote = false;
        github.Meanwhile = request =>
        {
            // The older run's write arrives after the newer one's, and before that looks again.
            if (wrote && request.Query.ContainsKey("per_page"))
            {
                own.Body = Body(812);
                wrote = false;
            }

            wrote |= request.Method == "PATCH" && own.Body == Body(800);
            return Task.CompletedTask;
        };
        await Publish(github, 813);
        Assert.Equal(Body(813), own.Body);
    });

    [Fact]
    public Task Somebody_elses_comment_with_our_marker_is_not_touched() => GitHubStandIn.Play(async github =>
    {
        var forged = github.Add(Body(999_999), "mallory");
        var quoted = github.Add("> " + Body(999_999));
        var other = github.Add(new CommentMarker("privacy/other", new RunStamp(999_999, 1), SampleRuns.Sha) + "\nother");
        string[] before = [forged.Body, quoted.Body, other.Body];
        Assert.Equal(CommentFate.Created, (await Publish(github, 812)).Fate);
        Assert.Equal<string[]>(before, [forged.Body, quoted.Body, other.Body]);
        Assert.Equal(4, github.Comments.Count);
    });

    [Fact]
    public Task A_persons_token_finds_the_persons_comments() => GitHubStandIn.Play(async github =>
    {
        github.Viewer = github.Author = "release-robot";
        await Publish(github, 812);
        await Publish(github, 813);
        Assert.Equal(Body(813), Assert.Single(github.Comments).Body);
    });

    [Fact]
    public Task Another_apps_token_finds_its_name_by_writing_and_still_leaves_one_comment() => GitHubStandIn.Play(async github =>
    {
        github.Author = "clinic-gate[bot]";
        await Publish(github, 812);
        var second = await Publish(github, 813);
        var only = Assert.Single(github.Comments);
        Assert.Equal((1000, Body(813)), (only.Id, only.Body));
        Assert.Equal(only.Id, second.Id);
    });

    [Fact]
    public Task Where_nothing_may_be_created_only_what_is_there_changes() => GitHubStandIn.Play(async github =>
    {
        Assert.Equal(CommentFate.None, (await Publish(github, 812, mayCreate: false)).Fate);
        Assert.Empty(github.Comments);
        github.Add(Body(812));
        Assert.Equal(CommentFate.Updated, (await Publish(github, 813, mayCreate: false)).Fate);
    });

    [Fact]
    public Task A_comment_deleted_between_look_and_write_is_written_anew() => GitHubStandIn.Play(async github =>
    {
        var own = github.Add(Body(800));
        github.Meanwhile = request =>
        {
            if (request.Method == "PATCH")
            {
                github.Comments.Remove(own);
            }

            return Task.CompletedTask;
        };
        Assert.Equal(CommentFate.Created, (await Publish(github, 812)).Fate);
        Assert.Equal(Body(812), Assert.Single(github.Comments).Body);
    });

    [Fact]
    public Task A_comment_that_GitHub_finds_too_long_is_written_shorter() => GitHubStandIn.Play(async github =>
    {
        github.LongestComment = 40_000;
        var budgets = new List<int>();
        await Publish(github, 812, render: budget =>
        {
            budgets.Add(budget);
            return Body(812).PadRight(budget, 'x');
        });
        Assert.Equal([60_000, 30_000], budgets);
        Assert.Equal(30_000, Assert.Single(github.Comments).Body.Length);
    });

    [Fact]
    public Task A_comment_too_long_however_short_is_refused() => GitHubStandIn.Play(async github =>
    {
        github.LongestComment = 10;
        var refusal = await Assert.ThrowsAsync<GitHubException>(() => Publish(github, 812));
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refusal.Status);
    });

    private static string Body(long run, int attempt = 1) => $"{Marker(run, attempt)}\nrun {run}";

    private static CommentMarker Marker(long run, int attempt) => new(Key, new RunStamp(run, attempt), SampleRuns.Sha);

    private static async Task<CommentOutcome> Publish(GitHubStandIn github, long run, int attempt = 1, bool mayCreate = true, Func<int, string>? render = null)
    {
        using var http = new HttpClient();
        var client = new GitHubClient(http, github.Root, GitHubStandIn.Repository, GitHubStandIn.Token, new QuickClock());
        var sticky = new StickyComment(client, 3, Marker(run, attempt), render ?? (_ => Body(run, attempt)));
        return await sticky.PublishAsync(mayCreate, default);
    }
}
