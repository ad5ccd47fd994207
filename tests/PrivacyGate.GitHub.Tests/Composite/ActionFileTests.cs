using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Tests.StandIn;

namespace PrivacyGate.GitHub.Tests.Composite;

public class ActionFileTests
{
    private static string[] Workflows => Directory.GetFiles(Repository.Path("samples", "workflows"), "*.yml");

    [ToolsFact("@action-validator/cli")]
    public void The_action_and_the_workflows_pass_the_action_validator()
    {
        var validator = Repository.Path("tests", "tools", "node_modules", "@action-validator", "cli", "cli.mjs");
        Assert.All([Repository.Path("action", "action.yml"), .. Workflows], file =>
        {
            (var exitCode, var output) = Node.Run(validator, file);
            Assert.True(exitCode == 0, output);
        });
        using var folder = new TemporaryFolder();
        var spoilt = File.ReadAllText(Repository.Path("action", "action.yml")).Replace("shell: bash", "shel: bash", StringComparison.Ordinal);
        Assert.NotEqual(0, Node.Run(validator, folder.Write("action.yml", spoilt)).ExitCode);
    }

    [ToolsFact("actionlint")]
    public void The_workflows_pass_actionlint_and_it_would_notice()
    {
        Assert.Equal(4, Workflows.Length);
        (var exitCode, var output) = Node.Script("lint-workflows.mjs", Workflows);
        Assert.True(exitCode == 0, output);
        using var folder = new TemporaryFolder();
        var injected = File.ReadAllText(Workflows[0]) + "      - run: echo ${{ github.event.pull_request.title }}\n";
        Assert.Contains("untrusted", Node.Script("lint-workflows.mjs", folder.Write("injected.yml", injected)).Output, StringComparison.Ordinal);
    }

    [ToolsFact("yaml")]
    public void Every_input_is_optional_and_reaches_the_tool_or_a_script_by_the_environment()
    {
        var inputs = (JsonObject)CompositeAction.File["inputs"]!;
        Assert.InRange(inputs.Count, 1, 17);
        Assert.All(inputs, input => Assert.NotNull(input.Value!["default"]));
        Assert.All(inputs, input => Assert.Null(input.Value!["required"]));
        JsonObject[] steps = [.. ((JsonArray)CompositeAction.File["runs"]!["steps"]!).Select(step => (JsonObject)step!)];
        Assert.All(steps.Where(step => step["run"] is not null), step => Assert.DoesNotContain("${{", (string)step["run"]!, StringComparison.Ordinal));
        var publish = (JsonObject)steps.Single(step => (string?)step["id"] == "publish")["env"]!;
        foreach (var input in inputs.Select(input => input.Key).Except(["tool-version", "tool-feed", "tool-hash"]))
        {
            Assert.Equal($"${{{{ inputs.{input} }}}}", (string?)publish[ActionInputs.VariableOf(input)]);
        }

        // The audit runs what a pull request brings, and needs no token.
        var check = (JsonObject)steps.Single(step => (string?)step["id"] == "check")["env"]!;
        Assert.DoesNotContain(check, variable => ((string)variable.Value!).Contains("token", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Other_actions_are_pinned_by_commit_with_their_version_beside()
    {
        foreach (var file in (string[])[Repository.Path("action", "action.yml"), .. Workflows])
        {
            string[] uses = [.. File.ReadLines(file).Select(line => line.Trim().TrimStart('-').Trim()).Where(line => line.StartsWith("uses:", StringComparison.Ordinal))];
            Assert.NotEmpty(uses);
            Assert.All(uses, line => Assert.Matches(@"^uses: (privacygate/privacygate/action@v\d+\.\d+\.\d+|[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$", line));
        }
    }

    [Fact]
    public void What_the_readme_says_of_inputs_and_outputs_is_what_the_action_has()
    {
        var readme = File.ReadAllText(Repository.Path("action", "README.md"));
        var action = File.ReadAllText(Repository.Path("action", "action.yml"));
        Assert.Equal(Declared(action, "inputs"), Listed(readme, "Inputs"));
        Assert.Equal(Declared(action, "outputs"), Listed(readme, "Outputs"));
    }

    private static IEnumerable<string> Declared(string action, string section) =>
        Regex.Matches(Regex.Match(action, $@"(?ms)^{section}:\n(.*?)(?=^\S)").Value, "(?m)^  ([a-z-]+):$").Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Listed(string readme, string heading) =>
        Regex.Matches(Regex.Match(readme, $@"(?ms)^## {heading}\n(.*?)(?=^## |\z)").Value, @"(?m)^\| `([a-z-]+)` \|").Select(match => match.Groups[1].Value);
}
