using System.CommandLine;
using PrivacyGate.Cli.Commands;

// The only Main. Each command builds its rooms when it runs, not before: --help loads none of them.
var root = new RootCommand("Attacks the ONNX model a project ships and fails the build when it gives away who was in its training data.")
{
    CheckCommand.Create(),
    InitCommand.Create(),
    InspectCommand.Create(),
    ExplainCommand.Create(),
    SplitCommand.Create(),
    GitHubCommand.Create(),
};

var parsed = root.Parse(args);
return parsed.Errors.Count == 0 ? await parsed.InvokeAsync() : UsageErrors.Print(parsed);
