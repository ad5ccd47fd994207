using PrivacyGate.Cli.Checking;
using PrivacyGate.Cli.Console;
using PrivacyGate.GitHub.Actions;

namespace PrivacyGate.Cli.GitHub;

/// <summary><c>check</c> with the action's inputs for options.</summary>
internal static class GitHubCheck
{
    public static ExitCode Run()
    {
        ActionInputs? inputs = null;
        var read = Guarded.Run(_ =>
        {
            inputs = ActionInputs.From(Environment.GetEnvironmentVariable);
            return ExitCode.Pass;
        });
        return inputs is null ? read : Tolerated(Check(inputs), inputs.FailOn);
    }

    private static ExitCode Check(ActionInputs inputs) => CheckRun.Run(new CheckOptions(
        inputs.Config,
        Root: null,
        inputs.Report,
        Cache: null,
        Profile.Resolve("auto"),
        new TimeBudget(TimeProvider.System, null),
        Seed: null,
        Strict: inputs.FailOn == FailOn.Inconclusive,
        Receipt: false,
        ShowProgress: false));

    // Who asked for no failure asked about leaks. A model that could not be audited is another matter.
    private static ExitCode Tolerated(ExitCode code, FailOn failOn) =>
        code == ExitCode.OverBudget && failOn == FailOn.Never ? ExitCode.Pass : code;
}
