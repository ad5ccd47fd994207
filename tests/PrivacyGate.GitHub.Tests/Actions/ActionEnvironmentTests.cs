using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Tests.Composite;

namespace PrivacyGate.GitHub.Tests.Actions;

public class ActionEnvironmentTests
{
    private static ActionEnvironment With(string name, string? value) => ActionEnvironment.From(asked => asked == name ? value : asked switch
    {
        "GITHUB_REPOSITORY" => "clinic/models",
        "GITHUB_SHA" => SampleRuns.Sha,
        "GITHUB_RUN_ID" or "GITHUB_RUN_NUMBER" => "77",
        _ => null,
    });

    [Theory]
    [InlineData(null, "https://api.github.com/")]
    [InlineData("https://ghes.clinic.example/api/v3", "https://ghes.clinic.example/api/v3/")]
    [InlineData("https://api.clinic.ghe.com/", "https://api.clinic.ghe.com/")]
    [InlineData("http://127.0.0.1:8080/api/v3", "http://127.0.0.1:8080/api/v3/")]
    public void The_api_is_where_the_runner_says(string? value, string root) => Assert.Equal(root, With("GITHUB_API_URL", value).ApiUrl.AbsoluteUri);

    [Theory]
    [InlineData("GITHUB_API_URL", "http://api.github.com")]
    [InlineData("GITHUB_API_URL", "ftp://api.github.com")]
    [InlineData("GITHUB_API_URL", "api.github.com")]
    [InlineData("GITHUB_REPOSITORY", null)]
    [InlineData("GITHUB_REPOSITORY", "clinic")]
    [InlineData("GITHUB_REPOSITORY", "clinic/models/../../user")]
    [InlineData("GITHUB_REPOSITORY", "clinic/..")]
    [InlineData("GITHUB_REPOSITORY", "clinic/models?x")]
    [InlineData("GITHUB_SHA", "main")]
    [InlineData("GITHUB_SHA", "4F2C6D0F5B0A4D8B9C1E2F3A4B5C6D7E8F901234")]
    [InlineData("GITHUB_RUN_ID", "-1")]
    [InlineData("GITHUB_RUN_NUMBER", "1e3")]
    [InlineData("GITHUB_RUN_ATTEMPT", "first")]
    public void What_is_no_runners_is_refused(string name, string? value)
    {
        var problem = Assert.Throws<InputException>(() => With(name, value)).Diagnostic;
        Assert.Equal(DiagnosticIds.Usage, problem.Id);
        Assert.StartsWith(name, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Payloads_tell_the_pull_request_or_the_run_that_triggered()
    {
        Assert.Equal(new PullRequestEvent(3, SampleRuns.Sha, FromFork: false), Read(Payloads.PullRequest()).PullRequest);
        Assert.Equal(new PullRequestEvent(3, SampleRuns.Sha, FromFork: true), Read(Payloads.PullRequest(Payloads.Fork)).PullRequest);
        Assert.Equal(new TriggeringRun(4711, 55, 1, "privacy check", SampleRuns.Sha, "better", Payloads.Fork), Read(Payloads.WorkflowRun()).TriggeringRun);
        Assert.Equal(EventPayload.None, Read(Payloads.WorkflowRun("push")));
        Assert.All([Payloads.Push, Payloads.MergeGroup, Payloads.WorkflowDispatch], payload => Assert.Equal(EventPayload.None, Read(payload)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "pull_request": { "number": 3 } }""")]
    [InlineData("""{ "pull_request": { "number": "3", "head": { "sha": "../../user" }, "base": { "repo": { "full_name": "a/b" } } } }""")]
    [InlineData("""{ "workflow_run": { "event": "pull_request" } }""")]
    [InlineData("""{ "workflow_run": { "event": 7 } }""")]
    public void What_is_no_payload_is_refused(string text) => Assert.Equal(DiagnosticIds.FileUnreadable, Assert.Throws<InputException>(() => Read(text)).Diagnostic.Id);

    [Fact]
    public void A_fork_that_is_gone_is_a_fork() =>
        Assert.True(Read(Payloads.PullRequest().Replace($$"""{ "full_name": "clinic/models", "fork": true }""", "null", StringComparison.Ordinal)).PullRequest!.FromFork);

    private static EventPayload Read(string text)
    {
        using var folder = new TemporaryFolder();
        return EventPayload.Read(folder.Write("event.json", text));
    }
}
