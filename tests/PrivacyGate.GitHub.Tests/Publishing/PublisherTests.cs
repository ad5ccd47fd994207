using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Publishing;
using PrivacyGate.GitHub.Tests.StandIn;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Tests.Publishing;

public class PublisherTests
{
    [Fact]
    public Task A_failing_run_is_told_and_a_later_pass_turns_its_comment_green() => GitHubStandIn.Play(async github =>
    {
        var failed = await Publish(github, SampleRuns.Of(SampleRuns.Leaky()));
        Assert.Empty(failed.Notices);
        Assert.Contains("FAIL: `credit` leaks", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
        var passed = await Publish(github, SampleRuns.Of(SampleRuns.Good("credit")), 813);
        Assert.Equal(failed.CommentId, passed.CommentId);
        Assert.Contains("PASS: `credit` keeps", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("auto", 0, 1, 1)]
    [InlineData("always", 1, 1, 1)]
    [InlineData("on-failure", 0, 0, 1)]
    [InlineData("off", 0, 0, 0)]
    public Task When_a_comment_is_created(string mode, int onPass, int onUndecided, int onFail) => GitHubStandIn.Play(async github =>
    {
        github.Instead = _ => null;
        var counts = new List<int>();
        foreach (var run in new[] { SampleRuns.Of(SampleRuns.Good()), SampleRuns.Of(SampleRuns.Good(), SampleRuns.Undecided()), SampleRuns.Of(SampleRuns.Leaky()) })
        {
            github.Comments.Clear();
            await Publish(github, run, inputs: [("comment", mode), ("check-run", "true")]);
            counts.Add(github.Comments.Count);
        }

        Assert.Equal([onPass, onUndecided, onFail], counts);
        Assert.Equal(["success", "neutral", "failure"], github.CheckRuns.Select(check => (string)check["conclusion"]!));
    });

    [Fact]
    public Task A_check_run_carries_the_figures_and_its_own_name() => GitHubStandIn.Play(async github =>
    {
        await Publish(github, SampleRuns.Of(SampleRuns.Leaky()), inputs: [("check-run", "true"), ("comment", "off"), ("comment-key", "credit")]);
        var check = Assert.Single(github.CheckRuns);
        Assert.Equal("PrivacyGate / credit", (string)check["name"]!);
        Assert.Equal(SampleRuns.Sha, (string)check["head_sha"]!);
        Assert.Contains("0.310", (string)check["output"]!["summary"]!, StringComparison.Ordinal);
        Assert.InRange(((string)check["output"]!["summary"]!).Length, 100, 65_535);
    });

    [Fact]
    public Task A_read_only_token_is_one_notice_that_names_the_line_to_add() => GitHubStandIn.Play(async github =>
    {
        github.Instead = request => request.IsWrite ? Answer.ReadOnly() : null;
        var notice = Assert.Single((await Publish(github, SampleRuns.Of(SampleRuns.Leaky()))).Notices);
        Assert.Equal((DiagnosticIds.TokenReadOnly, Severity.Message), (notice.Id, notice.Severity));
        Assert.Contains("add 'pull-requests: write' to 'permissions:' of this job", notice.Message, StringComparison.Ordinal);
        Assert.Single(github.Requests, request => request.IsWrite);
    });

    [Fact]
    public Task A_read_only_token_for_check_runs_names_that_line() => GitHubStandIn.Play(async github =>
    {
        github.Instead = request => request.IsWrite ? Answer.ReadOnly() : null;
        var notice = Assert.Single((await Publish(github, SampleRuns.Of(SampleRuns.Leaky()), inputs: [("check-run", "true"), ("comment", "off")])).Notices);
        Assert.Contains("'checks: write'", notice.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_fork_is_sent_to_the_second_workflow_and_Dependabot_to_the_permission() => GitHubStandIn.Play(async github =>
    {
        github.Instead = request => request.IsWrite ? Answer.ReadOnly() : null;
        var fork = new EventPayload(new PullRequestEvent(3, SampleRuns.Sha, true), null);
        var forked = Assert.Single((await Publish(github, SampleRuns.Of(SampleRuns.Leaky()), payload: fork)).Notices).Message;
        Assert.Contains("workflow_run that has 'pull-requests: write'", forked, StringComparison.Ordinal);
        var bot = Assert.Single((await Publish(github, SampleRuns.Of(SampleRuns.Leaky()), actor: "dependabot[bot]")).Notices).Message;
        Assert.Contains("Dependabot", bot, StringComparison.Ordinal);
        Assert.Contains("add 'pull-requests: write'", bot, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(404, "Not Found", DiagnosticIds.TokenReadOnly)]
    [InlineData(401, "Bad credentials", DiagnosticIds.TokenReadOnly)]
    [InlineData(410, "Issues are disabled for this repo [x]\n::error::y", DiagnosticIds.GitHubRefused)]
    [InlineData(503, "Service Unavailable", DiagnosticIds.GitHubRefused)]
    public Task Whatever_GitHub_answers_becomes_one_notice(int status, string message, string code) => GitHubStandIn.Play(async github =>
    {
        github.Instead = _ => Answer.Error(status, message);
        var notice = Assert.Single((await Publish(github, SampleRuns.Of(SampleRuns.Leaky()))).Notices);
        Assert.Equal((code, Severity.Message), (notice.Id, notice.Severity));
        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), notice.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', notice.Message);
        Assert.DoesNotContain(" [", notice.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task An_older_run_says_that_a_newer_one_was_there() => GitHubStandIn.Play(async github =>
    {
        await Publish(github, SampleRuns.Of(SampleRuns.Leaky()), 900);
        Assert.Equal(DiagnosticIds.NewerRunKept, Assert.Single((await Publish(github, SampleRuns.Of(SampleRuns.Good()), 899)).Notices).Id);
        Assert.Contains("run=900.1", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Without_a_pull_request_nothing_is_asked()
    {
        using var http = new HttpClient(new NoNetwork());
        var publication = new Publication(SampleRuns.Of(SampleRuns.Leaky()), null, true, SampleRuns.Inputs(), SampleRuns.Environment(new Uri("https://api.github.com")), EventPayload.None);
        var outcome = await Publisher.PublishAsync(publication, http, new QuickClock(), default);
        Assert.Empty(outcome.Notices);
        Assert.Null(outcome.CommentId);
    }

    [Fact]
    public Task Two_jobs_of_a_matrix_have_a_comment_each() => GitHubStandIn.Play(async github =>
    {
        await Publish(github, SampleRuns.Of(SampleRuns.Leaky("a")), inputs: [("config", "a/privacygate.json")]);
        await Publish(github, SampleRuns.Of(SampleRuns.Leaky("b")), inputs: [("config", "b/privacygate.json")]);
        await Publish(github, SampleRuns.Of(SampleRuns.Leaky("c")), inputs: [("comment-key", "third -->")]);
        Assert.Equal(3, github.Comments.Count);
    });

    [Fact]
    public Task In_publish_mode_GitHub_names_the_pull_request_by_its_last_commit() => GitHubStandIn.Play(async github =>
    {
        const string Fork = "guest/models";
        string other = new('a', 40);
        JsonAdd(github, 5, SampleRuns.Sha, "main", "mallory/models");
        JsonAdd(github, 6, SampleRuns.Sha, "better", Fork, "closed");
        JsonAdd(github, 7, SampleRuns.Sha, "better", Fork);
        JsonAdd(github, 8, other, "better", Fork);
        JsonAdd(github, 9, SampleRuns.Sha, "other", Fork);
        await Publish(github, SampleRuns.Of(SampleRuns.Leaky()), payload: Triggered(Fork), inputs: [("mode", "publish")]);
        Assert.Equal($"/repos/{GitHubStandIn.Repository}/commits/{SampleRuns.Sha}/pulls", github.Requests[0].Path);
        Assert.Equal($"/repos/{GitHubStandIn.Repository}/issues/7/comments", Assert.Single(github.Requests, request => request.Method == "POST").Path);
        Assert.Contains($"run=55.2 sha={SampleRuns.Sha}", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
        Assert.Contains("/clinic/models/actions/runs/4711", github.Comments[0].Body, StringComparison.Ordinal);
    });

    [Fact]
    public Task On_a_GitHub_Enterprise_Server_everything_goes_below_its_prefix() => GitHubStandIn.Play(
        async github =>
        {
            github.PullRequests.Add(Examples.PullRequest("ghes-3.19", 7, SampleRuns.Sha, "better", "guest/models"));
            var outcome = await Publish(
                github, SampleRuns.Of(SampleRuns.Leaky()), payload: Triggered("guest/models"), inputs: [("mode", "publish"), ("check-run", "true")]);
            Assert.Empty(outcome.Notices);
            Assert.Equal(Assert.Single(github.Comments).Id, outcome.CommentId);
            Assert.Single(github.CheckRuns);
        },
        "/api/v3");

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.05, 1)]
    public Task A_pass_that_follows_a_looser_budget_is_commented_on(double before, int comments) => GitHubStandIn.Play(async github =>
    {
        var publication = SampleRuns.Publication(SampleRuns.Of(SampleRuns.Good()), github) with
        {
            Baseline = SampleRuns.Of(SampleRuns.Good() with { Budget = new Gating.Budget(before) }),
        };
        using var http = new HttpClient();
        await Publisher.PublishAsync(publication, http, new QuickClock(), default);
        Assert.Equal(comments, github.Comments.Count);
    });

    [Fact]
    public Task The_report_of_another_run_makes_no_check_that_passed() => GitHubStandIn.Play(async github =>
    {
        foreach (var model in new[] { SampleRuns.Good(), SampleRuns.Undecided(), SampleRuns.Leaky() })
        {
            await Publish(github, SampleRuns.Of(model), payload: Triggered("guest/models"), inputs: [("mode", "publish"), ("check-run", "true"), ("comment", "off")]);
        }

        Assert.Equal(["neutral", "neutral", "failure"], github.CheckRuns.Select(check => (string)check["conclusion"]!));
    });

    [Fact]
    public Task In_publish_mode_a_commit_of_no_pull_request_is_a_notice() => GitHubStandIn.Play(async github =>
    {
        var outcome = await Publish(github, SampleRuns.Of(SampleRuns.Leaky()), payload: Triggered("guest/models"), inputs: [("mode", "publish")]);
        Assert.Equal(DiagnosticIds.NoPullRequest, Assert.Single(outcome.Notices).Id);
    });

    private static void JsonAdd(GitHubStandIn github, int number, string sha, string branch, string repository, string state = "open") =>
        github.PullRequests.Add(Examples.PullRequest("api.github.com", number, sha, branch, repository, state));

    private static EventPayload Triggered(string repository) =>
        new(null, new TriggeringRun(4711, 55, 2, "privacy", SampleRuns.Sha, "better", repository));

    private static async Task<PublishOutcome> Publish(GitHubStandIn github, GateRun run, long number = 812, EventPayload? payload = null, string actor = "anna", params (string, string)[] inputs)
    {
        using var http = new HttpClient();
        return await Publisher.PublishAsync(SampleRuns.Publication(run, github, number, payload, actor, inputs), http, new QuickClock(), default);
    }

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"nothing was to be asked, but {request.RequestUri} was");
    }
}
