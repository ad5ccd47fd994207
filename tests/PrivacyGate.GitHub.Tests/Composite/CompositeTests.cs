using System.Text.Json.Nodes;
using PrivacyGate.GitHub.Tests.StandIn;
using static PrivacyGate.GitHub.Tests.Composite.CompositeRuns;

namespace PrivacyGate.GitHub.Tests.Composite;

/// <summary>The action from its file, with the real tool, on the real records of the samples.</summary>
public class CompositeTests
{
    private const string Yaml = "yaml";

    [ToolsFact(Yaml)]
    public Task A_pull_request_with_a_leak_fails_comments_and_annotates() => GitHubStandIn.Play(async github =>
    {
        using var action = Clinic("LeakyClinic");
        var result = await Play(action, github, "pull_request", Payloads.PullRequest(), inputs: [("sarif", "true")]);
        Assert.True(result.ExitCode == 1, result.Log);
        Assert.Equal(
            ("fail", "1", "tumour", "advantage"),
            (result.Outputs["verdict"], result.Outputs["exit-code"], result.Outputs["worst-model"], result.Outputs["worst-metric"]));
        var comment = Assert.Single(github.Comments);
        Assert.Equal(comment.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), result.Outputs["comment-id"]);
        Assert.Contains("FAIL: `tumour` leaks who was in its training data", comment.Body, StringComparison.Ordinal);
        Assert.Contains("no base value", comment.Body, StringComparison.Ordinal);
        Assert.Contains("FAIL: `tumour`", result.Summary, StringComparison.Ordinal);
        Assert.StartsWith("::error file=privacygate.json,line=3,col=", Assert.Single(result.Commands), StringComparison.Ordinal);
        (var used, var with) = Assert.Single(result.Used);
        Assert.StartsWith("github/codeql-action/upload-sarif@", used, StringComparison.Ordinal);
        Assert.Equal("privacygate-report/report.sarif", (string)JsonNode.Parse(with)!["sarif_file"]!);
        foreach (var output in new[] { "report-json", "report-md", "sarif" })
        {
            Assert.True(System.IO.File.Exists(action.In(result.Outputs[output])), output);
        }
    });

    [ToolsFact(Yaml)]
    public Task A_pull_request_without_a_leak_passes_in_silence_and_tells_the_change() => GitHubStandIn.Play(async github =>
    {
        using var action = Clinic("PrivateClinic");
        var first = await Play(action, github, "pull_request", Payloads.PullRequest());
        Assert.True(first.ExitCode == 0, first.Log);
        Assert.Equal(("pass", "0", ""), (first.Outputs["verdict"], first.Outputs["exit-code"], first.Outputs["comment-id"]));
        Assert.Empty(first.Commands);
        Assert.Empty(first.Used);
        Assert.Empty(github.Comments);
        Directory.Move(action.In("privacygate-report"), action.In("base"));
        var second = await Play(action, github, "pull_request", Payloads.PullRequest(), inputs: [("comment", "always"), ("baseline", "base/report.json")]);
        Assert.Contains("+0.000, not beyond chance", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
        Assert.Empty(second.Commands);
        action.Write("base/report.json", "<html>not found</html>");
        var third = await Play(action, github, "pull_request", Payloads.PullRequest(), inputs: [("comment", "always"), ("baseline", "base/report.json")]);
        Assert.StartsWith("::notice file=base/report.json,title=PG0406", Assert.Single(third.Commands), StringComparison.Ordinal);
        Assert.Equal(0, third.ExitCode);
        Assert.Contains("no base value", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
    });

    [ToolsTheory(Yaml)]
    [InlineData("fork", "workflow_run that has 'pull-requests: write'")]
    [InlineData("dependabot", "add 'pull-requests: write' to 'permissions:'")]
    public Task A_read_only_token_leaves_verdict_summary_and_annotations(string who, string cure) => GitHubStandIn.Play(async github =>
    {
        github.Instead = request => request.IsWrite ? Answer.ReadOnly() : null;
        using var action = Clinic("LeakyClinic");
        var result = await Play(
            action, github, "pull_request", Payloads.PullRequest(who == "fork" ? Payloads.Fork : GitHubStandIn.Repository),
            who == "fork" ? "guest" : "dependabot[bot]");
        Assert.Equal((1, "fail", ""), (result.ExitCode, result.Outputs["verdict"], result.Outputs["comment-id"]));
        Assert.Contains("FAIL: `tumour`", result.Summary, StringComparison.Ordinal);
        Assert.Equal(2, result.Commands.Length);
        Assert.StartsWith("::error ", result.Commands[0], StringComparison.Ordinal);
        Assert.StartsWith("::notice title=PG0401", result.Commands[1], StringComparison.Ordinal);
        Assert.Contains(cure, result.Commands[1], StringComparison.Ordinal);
        Assert.Contains("PG0401", result.Summary, StringComparison.Ordinal);
        Assert.Empty(github.Comments);
    });

    [ToolsTheory(Yaml)]
    [InlineData("push")]
    [InlineData("merge_group")]
    [InlineData("workflow_dispatch")]
    public async Task Events_without_a_pull_request_give_the_verdict_and_ask_GitHub_nothing(string name)
    {
        using var action = Clinic("LeakyClinic");
        var payload = name switch
        {
            "push" => Payloads.Push,
            "merge_group" => Payloads.MergeGroup,
            _ => Payloads.WorkflowDispatch,
        };
        // Nothing listens there: whoever asked would have to say so.
        var result = await Task.Run(() => action.Run(payload, Variables(new Uri("http://127.0.0.1:1/"), name)));
        Assert.Equal((1, "fail"), (result.ExitCode, result.Outputs["verdict"]));
        Assert.Contains("FAIL: `tumour`", result.Summary, StringComparison.Ordinal);
        Assert.Single(result.Commands);
        Assert.True(System.IO.File.Exists(action.In(result.Outputs["report-md"])));
    }

    [ToolsFact(Yaml)]
    public Task A_second_workflow_publishes_what_the_first_found() => GitHubStandIn.Play(async github =>
    {
        using var action = Clinic("LeakyClinic");
        var found = await Play(action, github, "pull_request", Payloads.PullRequest(Payloads.Fork), inputs: [("comment", "off")]);
        Assert.Equal(1, found.ExitCode);
        var artifact = Directory.CreateDirectory(Path.Combine(action.Temp, "artifact")).FullName;
        System.IO.File.Copy(action.In("privacygate-report", "report.json"), Path.Combine(artifact, "report.json"));
        Directory.Delete(action.In("privacygate-report"), recursive: true);
        github.PullRequests.Add(Examples.PullRequest("api.github.com", 7, SampleRuns.Sha, "better", Payloads.Fork));

        var told = await Play(action, github, "workflow_run", Payloads.WorkflowRun(), inputs: [("mode", "publish"), ("report", artifact)]);
        Assert.True(told.ExitCode == 0, told.Log);
        Assert.Equal(("fail", "0"), (told.Outputs["verdict"], told.Outputs["exit-code"]));
        Assert.Empty(told.Commands);
        var comment = Assert.Single(github.Comments);
        Assert.Contains("key=privacy_check run=55.1", comment.Body, StringComparison.Ordinal);
        Assert.Contains("FAIL: `tumour`", comment.Body, StringComparison.Ordinal);
        Assert.Contains("/issues/7/comments", github.Requests.Single(request => request.Method == "POST").Path, StringComparison.Ordinal);
        Assert.False(Directory.Exists(action.In("privacygate-report")));
    });

    [ToolsFact(Yaml)]
    public Task A_forged_report_is_refused_and_nothing_is_published() => GitHubStandIn.Play(async github =>
    {
        using var action = new CompositeAction();
        action.Write("artifact/report.json", """{ "schemaVersion": 1, "tool": { "version": "0.1.0" }, "profile": "quick", "diagnostics": [], "models": [], "comment": "click here" }""");
        var result = await Play(action, github, "workflow_run", Payloads.WorkflowRun(), inputs: [("mode", "publish"), ("report", "artifact")]);
        Assert.Equal((3, "3"), (result.ExitCode, result.Outputs["exit-code"]));
        Assert.Contains("PG0405", result.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("click here", result.Log, StringComparison.Ordinal);
        Assert.Empty(github.Requests);
    }, silent: true);

    [ToolsTheory(Yaml)]
    [InlineData("fail-on", "fials", 2)]
    [InlineData("comment", "sometimes", 2)]
    [InlineData("annotations", "True", 2)]
    [InlineData("sarif", "yes", 2)]
    [InlineData("mode", "publsh", 2)]
    [InlineData("config", "nowhere.json", 3)]
    public async Task A_misspelt_input_fails_the_job(string input, string value, int exitCode)
    {
        using var action = Clinic("LeakyClinic");
        var result = await Task.Run(() => action.Run(Payloads.Push, Variables(new Uri("http://127.0.0.1:1/"), "push"), (input, value)));
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("PG00", result.Log, StringComparison.Ordinal);
    }

    [ToolsFact(Yaml)]
    public Task A_run_without_a_report_does_not_leave_an_old_one_standing() => GitHubStandIn.Play(async github =>
    {
        using var action = Clinic("PrivateClinic");
        await Play(action, github, "pull_request", Payloads.PullRequest(), inputs: [("comment", "always")]);
        Assert.Contains("PASS", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
        System.IO.File.Delete(action.In("privacygate.json"));
        var broken = await Play(action, github, "pull_request", Payloads.PullRequest(), inputs: [("sarif", "true")], number: 813);
        Assert.Equal((2, "error"), (broken.ExitCode, broken.Outputs["verdict"]));
        Assert.Contains("NO VERDICT", Assert.Single(github.Comments).Body, StringComparison.Ordinal);
        Assert.Contains("NO VERDICT", broken.Summary, StringComparison.Ordinal);
        Assert.Empty(broken.Used);
    });

    [ToolsTheory(Yaml)]
    [InlineData("never", 0)]
    [InlineData("fail", 1)]
    [InlineData("inconclusive", 1)]
    public async Task Fail_on_decides_the_exit_code_and_not_the_verdict(string failOn, int exitCode)
    {
        using var action = Clinic("LeakyClinic");
        var result = await Task.Run(() => action.Run(Payloads.Push, Variables(new Uri("http://127.0.0.1:1/"), "push"), ("fail-on", failOn)));
        Assert.Equal((exitCode, "fail"), (result.ExitCode, result.Outputs["verdict"]));
    }

    [ToolsFact(Yaml)]
    public async Task A_working_directory_keeps_paths_relative_to_the_repository()
    {
        using var action = new CompositeAction();
        FillClinic(action, "LeakyClinic", "svc/a b/");
        var result = await Task.Run(() => action.Run(
            Payloads.Push, Variables(new Uri("http://127.0.0.1:1/"), "push"), ("working-directory", "svc/a b"), ("sarif", "true")));
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("::error file=svc/a b/privacygate.json,line=3", Assert.Single(result.Commands), StringComparison.Ordinal);
        Assert.Equal("svc/a b/privacygate-report/report.sarif", result.Outputs["sarif"]);
        Assert.Contains("svc/a%20b/privacygate.json", System.IO.File.ReadAllText(action.In(result.Outputs["sarif"])), StringComparison.Ordinal);
        Assert.Contains("a b/privacygate-report/report.sarif", Assert.Single(result.Used).With, StringComparison.Ordinal);
    }

    [ToolsFact(Yaml)]
    public Task Hostile_texts_in_inputs_names_and_payload_run_nothing() => GitHubStandIn.Play(async github =>
    {
        using var action = Clinic("LeakyClinic", name: """tumour\"; touch pwned; $(touch pwned) `touch pwned` ::error::pwned @everyone <img src=x onerror=1> [x](javascript:1) | -->""");
        var result = await Play(
            action, github, "pull_request", Payloads.PullRequest(title: "$(touch pwned)"),
            inputs: [("comment-key", "'; touch pwned; echo ' -->\n::error::pwned"), ("report", "out$(touch pwned)")]);
        Assert.Equal((1, "fail"), (result.ExitCode, result.Outputs["verdict"]));
        Assert.False(System.IO.File.Exists(action.In("pwned")));
        var command = Assert.Single(result.Commands);
        Assert.StartsWith("::error file=privacygate.json", command, StringComparison.Ordinal);
        var comment = Assert.Single(github.Comments).Body;
        Assert.Equal(comment.IndexOf("-->", StringComparison.Ordinal), comment.IndexOf('\n', StringComparison.Ordinal) - 3);
        Assert.DoesNotContain('\n', result.Outputs["worst-model"]);
        Assert.True(System.IO.File.Exists(action.In("out$(touch pwned)", "report.json")));
    });

    [ToolsFact(Yaml)]
    public async Task Without_a_tool_the_job_fails_and_says_how_to_get_one()
    {
        using var action = new CompositeAction(withTool: false);
        var result = await Task.Run(() => action.Run(Payloads.Push, Variables(new Uri("http://127.0.0.1:1/"), "push")));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("give the input 'tool-version'", Assert.Single(result.Commands), StringComparison.Ordinal);
        var bad = await Task.Run(() => action.Run(Payloads.Push, Variables(new Uri("http://127.0.0.1:1/"), "push"), ("tool-version", "1.0.0]\" /><Exec Command=\"touch pwned")));
        Assert.Equal(3, bad.ExitCode);
        Assert.Contains("no exact version", Assert.Single(bad.Commands), StringComparison.Ordinal);
    }
}
