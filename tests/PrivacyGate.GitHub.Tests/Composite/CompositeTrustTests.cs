using PrivacyGate.GitHub.Tests.StandIn;
using static PrivacyGate.GitHub.Tests.Composite.CompositeRuns;

namespace PrivacyGate.GitHub.Tests.Composite;

/// <summary>What the action does not take from a pull request: its feeds, its reports, its training commands.</summary>
public class CompositeTrustTests
{
    private const string Yaml = "yaml";

    [ToolsFact(Yaml)]
    public async Task The_tool_may_come_from_a_package_of_an_exact_version_and_never_from_a_feed_of_the_repository()
    {
        using var action = Clinic("PrivateClinic", withTool: false);
        var feed = Path.Combine(action.Temp, "feed");
        ToolPackage.Write(feed, "9.9.9-test.1");
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(await System.IO.File.ReadAllBytesAsync(Path.Combine(feed, "PrivacyGate.MSBuild.9.9.9-test.1.nupkg"))));

        // What a pull request can bring, in the workspace and, by an artifact, above the folder of the tool.
        ToolPackage.Write(action.In("evil"), "6.6.6");
        action.Write("nuget.config", "<configuration><packageSources><clear /><add key=\"evil\" value=\"evil\" /></packageSources></configuration>");
        action.Write("global.json", "{ \"sdk\": { \"version\": \"1.0.0\" } }");
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(action.Temp, file), "<Project><Import Project=\"pwned\" /></Project>");
        }

        await System.IO.File.WriteAllTextAsync(Path.Combine(action.Temp, "Directory.Build.rsp"), "-pwned");

        Task<ActionResult> Take(params (string, string)[] inputs) =>
            Task.Run(() => action.Run(Payloads.Push, Variables(new Uri("http://127.0.0.1:1/"), "push"), [.. inputs, ("tool-feed", feed)]));
        var result = await Take(("tool-version", "9.9.9-Test.1"), ("tool-hash", hash));
        Assert.True(result.ExitCode == 0, result.Log);
        Assert.Equal("pass", result.Outputs["verdict"]);
        var absent = await Take(("tool-version", "6.6.6"));
        Assert.Equal(3, absent.ExitCode);
        Assert.Contains("PrivacyGate.MSBuild 6.6.6 could not be restored", absent.Log, StringComparison.Ordinal);
        var other = await Take(("tool-version", "9.9.9-test.1"), ("tool-hash", new string('A', 86) + "=="));
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("is not the package that 'tool-hash' names", other.Log, StringComparison.Ordinal);
        Assert.Contains("PG0011", (await Take(("tool-version", "9.9.9"), ("tool-hash", "sha"))).Log, StringComparison.Ordinal);
        Assert.Contains("PG0011", (await Take(("tool-version", "9.9.9"), ("tool-feed", "http://feed.example/"))).Log, StringComparison.Ordinal);
    }

    [ToolsTheory(Yaml)]
    [InlineData("pull_request")]
    [InlineData("push")]
    public async Task A_report_that_lies_in_the_workspace_is_not_published_where_nothing_was_audited(string name)
    {
        using var action = Clinic("PrivateClinic");
        var payload = name == "push" ? Payloads.Push : Payloads.PullRequest();

        // Nothing listens there: whoever asked would have to say so.
        var variables = Variables(new Uri("http://127.0.0.1:1/"), name);
        var audited = await Task.Run(() => action.Run(payload, variables, ("comment", "off")));
        Assert.Equal("pass", audited.Outputs["verdict"]);

        var published = await Task.Run(() => action.Run(payload, variables, ("mode", "publish"), ("comment", "always")));
        Assert.Equal(3, published.ExitCode);
        Assert.Contains($"PG0407: mode 'publish' audits nothing and this run was started by '{name}'", published.Log, StringComparison.Ordinal);
        Assert.Equal("", published.Outputs["verdict"]);
    }

    [ToolsTheory(Yaml)]
    [InlineData("fork", "auto", false)]
    [InlineData("fork", "true", true)]
    [InlineData("own", "auto", true)]
    [InlineData("own", "false", false)]
    public async Task A_training_command_of_a_fork_is_not_started(string from, string allowed, bool starts)
    {
        using var action = Clinic("PrivateClinic");
        action.Write("privacygate.json", """
            { "models": [ { "path": "tumour.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis", "classes": ["benign", "malignant"],
              "attacks": ["lira"], "shadows": { "count": 16, "command": "sh train.sh {members} {model}" } } ] }
            """);
        action.Write("train.sh", "echo \"seen:$GITHUB_OUTPUT:$DB_PASSWORD:\" > ran.txt\nexit 1\n");
        var variables = new Dictionary<string, string>(Variables(new Uri("http://127.0.0.1:1/"), "pull_request")) { ["DB_PASSWORD"] = "hunter2" };
        var payload = Payloads.PullRequest(from == "fork" ? Payloads.Fork : GitHubStandIn.Repository);
        var result = await Task.Run(() => action.Run(payload, variables, ("allow-command", allowed), ("comment", "off")));
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(starts, System.IO.File.Exists(action.In("ran.txt")));
        Assert.Contains(starts ? "PG0330" : "PG0018", result.Log, StringComparison.Ordinal);
        Assert.Equal(starts ? 3 : 2, result.ExitCode);
        if (starts)
        {
            Assert.Equal("seen:::", (await System.IO.File.ReadAllTextAsync(action.In("ran.txt"))).Trim());
        }
    }
}
