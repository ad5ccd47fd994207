namespace PrivacyGate.Cli.Checking;

/// <summary>What <c>check</c> was asked; docs/cli.md says what each means.</summary>
internal sealed record CheckOptions(
    string? Config,
    string? Root,
    string? Output,
    string? Cache,
    Profile Profile,
    TimeBudget Time,
    long? Seed,
    bool Strict,
    bool Receipt,
    bool ShowProgress)
{
    /// <summary>Whether a training command of the spec is started. A spec with a command is code: it is not, where the spec is not trusted.</summary>
    public bool AllowsCommand { get; init; } = true;
}
