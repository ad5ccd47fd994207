using System.CommandLine;
using PrivacyGate.Cli.Checking;
using PrivacyGate.Cli.Console;
using PrivacyGate.GitHub.Actions;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.GitHub;

/// <summary>The steps of the GitHub action: <c>check</c> with the action's inputs for options, and publishing.</summary>
internal static class GitHubCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Audit as the action's inputs say.");
        check.SetAction(static _ => (int)Check());
        var publish = new Command("publish", "Tell GitHub what an audit found: summary, annotations, comment, outputs.");
        publish.SetAction(static _ => (int)GitHubPublish.Run());
        return new Command("github", "The steps of the GitHub action. They read the variables of a runner and the action's inputs, and take no options.") { check, publish };
    }

    private static ExitCode Check()
    {
        ActionInputs? inputs = null;
        var allowsCommand = false;
        var read = Guarded.Run(_ =>
        {
            var given = ActionInputs.From(Environment.GetEnvironmentVariable);
            allowsCommand = AllowsCommand(given.AllowCommand);
            inputs = given;
            return ExitCode.Pass;
        });
        return inputs is null ? read : Tolerated(Check(inputs, allowsCommand), inputs.FailOn);
    }

    private static bool AllowsCommand(AllowCommand allowed) => allowed switch
    {
        AllowCommand.Always => true,
        AllowCommand.Never => false,
        _ => Environment.GetEnvironmentVariable("GITHUB_EVENT_PATH") is not { Length: > 0 } path
            || !EventPayload.Read(path).IsFromFork(Environment.GetEnvironmentVariable("GITHUB_REPOSITORY")),
    };

    private static ExitCode Check(ActionInputs inputs, bool allowsCommand) => CheckRun.Run(new CheckOptions(
        inputs.Config,
        Root: null,
        inputs.Report,
        new RunOptions(Profile.Resolve("auto", CheckRun.IsOnBuildServer), Cache: null, Seed: null) { AllowsCommand = allowsCommand },
        TimeBudget: null,
        Strict: inputs.FailOn == FailOn.Inconclusive,
        Receipt: false,
        ShowProgress: false));

    // Who asked for no failure asked about leaks. A model that could not be audited is another matter.
    private static ExitCode Tolerated(ExitCode code, FailOn failOn) =>
        code is ExitCode.OverBudget or ExitCode.InconclusiveUnderStrict && failOn == FailOn.Never ? ExitCode.Pass : code;
}
