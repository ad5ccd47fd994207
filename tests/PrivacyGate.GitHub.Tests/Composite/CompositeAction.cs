using System.Diagnostics;
using System.Text.Json.Nodes;
using PrivacyGate.GitHub.Tests.StandIn;

namespace PrivacyGate.GitHub.Tests.Composite;

/// <param name="ExitCode">Of the step that failed, else 0.</param>
/// <param name="Log">Everything the steps printed.</param>
/// <param name="Outputs">The action's outputs.</param>
/// <param name="Summary">The job summary.</param>
/// <param name="Used">Other actions that were called: name, and what with.</param>
internal sealed record ActionResult(int ExitCode, string Log, IReadOnlyDictionary<string, string> Outputs, string Summary, IReadOnlyList<(string Action, string With)> Used)
{
    public string[] Commands => [.. Log.Split('\n').Where(line => line.StartsWith("::", StringComparison.Ordinal))];
}

/// <summary>Runs the steps of action.yml as a runner does, as they stand in the file: expressions, environment, step files, bash.</summary>
internal sealed class CompositeAction : IDisposable
{
    private static readonly Lazy<JsonNode> Action = new(() => JsonNode.Parse(StandIn.Node.Script("yaml.mjs", Repository.Path("action", "action.yml")).Output)!);

    private readonly TemporaryFolder runner = new();
    private readonly TemporaryFolder workspace = new();

    public CompositeAction(bool withTool = true)
    {
        Directory.CreateDirectory(runner.File("action"));
        Directory.CreateDirectory(runner.File("temp"));
        if (withTool)
        {
            Directory.CreateSymbolicLink(runner.File("action", "tool"), AppContext.BaseDirectory);
        }
    }

    public static JsonNode File => Action.Value;

    public string Workspace => workspace.Path;

    public string Temp => runner.File("temp");

    public string In(params ReadOnlySpan<string> parts) => workspace.File(parts);

    public void Write(string name, string text) => workspace.Write(name, text);

    /// <param name="payload">The event's payload.</param>
    /// <param name="variables">GITHUB_* variables besides those every run has.</param>
    /// <param name="inputs">What the workflow gives.</param>
    public ActionResult Run(string payload, IReadOnlyDictionary<string, string> variables, params (string Name, string Value)[] inputs)
    {
        var run = new StepRun(this, variables, inputs, runner.Write("event.json", payload));
        foreach (var step in (JsonArray)File["runs"]!["steps"]!)
        {
            run.Do(step!);
        }

        return run.Result();
    }

    public void Dispose()
    {
        runner.Dispose();
        workspace.Dispose();
    }

    private sealed class StepRun(CompositeAction action, IReadOnlyDictionary<string, string> variables, (string Name, string Value)[] inputs, string eventPath)
    {
        private readonly Dictionary<string, Dictionary<string, string>> outputs = [];
        private readonly List<(string, string)> used = [];
        private readonly System.Text.StringBuilder log = new();
        private readonly System.Text.StringBuilder summary = new();
        private int exitCode;
        private int number;

        public void Do(JsonNode step)
        {
            if (exitCode != 0 || (step["if"] is { } condition && !Expression.IsTrue((string)condition!, Context)))
            {
                return;
            }

            if (step["uses"] is { } other)
            {
                used.Add(((string)other!, Fill(step["with"]!.ToJsonString())));
                return;
            }

            exitCode = Bash(step);
        }

        public ActionResult Result() => new(
            exitCode, log.ToString(),
            ((JsonObject)File["outputs"]!).ToDictionary(output => output.Key, output => Fill((string)output.Value!["value"]!)),
            summary.ToString(), used);

        private int Bash(JsonNode step)
        {
            Assert.Equal("bash", (string)step["shell"]!);
            var folder = action.runner.File($"step{number++}");
            Directory.CreateDirectory(folder);
            var script = Path.Combine(folder, "script.sh");
            var outputFile = Path.Combine(folder, "output");
            var summaryFile = Path.Combine(folder, "summary");
            System.IO.File.WriteAllText(script, Fill((string)step["run"]!));
            System.IO.File.WriteAllText(outputFile, "");
            System.IO.File.WriteAllText(summaryFile, "");
            var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", script])
            {
                WorkingDirectory = action.Workspace,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            Environment(start.Environment, step, outputFile, summaryFile);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            log.Append(process.StandardOutput.ReadToEnd()).Append(errors.Result);
            process.WaitForExit();
            summary.Append(System.IO.File.ReadAllText(summaryFile));
            if (step["id"] is { } id)
            {
                outputs[(string)id!] = Outputs(System.IO.File.ReadAllLines(outputFile));
            }

            return process.ExitCode;
        }

        private void Environment(IDictionary<string, string?> environment, JsonNode step, string outputFile, string summaryFile)
        {
            foreach (var name in environment.Keys.Where(name => name.StartsWith("GITHUB_", StringComparison.Ordinal) || name.StartsWith("PRIVACYGATE_", StringComparison.Ordinal)).ToArray())
            {
                environment.Remove(name);
            }

            environment["CI"] = "true";
            environment["GITHUB_WORKSPACE"] = action.Workspace;
            environment["GITHUB_EVENT_PATH"] = eventPath;
            environment["GITHUB_OUTPUT"] = outputFile;
            environment["GITHUB_STEP_SUMMARY"] = summaryFile;
            environment["RUNNER_TEMP"] = action.Temp;
            foreach ((var name, var value) in variables)
            {
                environment[name] = value;
            }

            foreach ((var name, var value) in step["env"] as JsonObject ?? [])
            {
                environment[name] = Fill((string)value!);
            }
        }

        // A runner takes "name=value" lines; the last of a name counts.
        private static Dictionary<string, string> Outputs(string[] lines)
        {
            var found = new Dictionary<string, string>();
            foreach (var line in lines.Where(line => line.Length > 0))
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                Assert.True(equals > 0, $"no output: {line}");
                found[line[..equals]] = line[(equals + 1)..];
            }

            return found;
        }

        private string Fill(string text) => Expression.Fill(text, Context);

        private string Context(string name) => name.Split('.') switch
        {
            ["inputs", var input] => Input(input),
            ["steps", var step, "outputs", var output] => outputs.GetValueOrDefault(step)?.GetValueOrDefault(output) ?? "",
            ["github", "action_path"] => action.runner.File("action"),
            ["github", "token"] => GitHubStandIn.Token,
            _ => throw new NotSupportedException($"context {name}"),
        };

        private string Input(string name)
        {
            var declared = File["inputs"]![name] ?? throw new NotSupportedException($"input {name} is not declared");
            foreach ((var given, var value) in inputs)
            {
                if (given == name)
                {
                    return value;
                }
            }

            return Fill((string)declared["default"]!);
        }
    }
}
