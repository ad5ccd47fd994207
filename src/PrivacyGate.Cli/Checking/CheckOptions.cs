using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Checking;

/// <summary>What <c>check</c> was asked; docs/cli.md says what each means.</summary>
internal sealed record CheckOptions(
    string? Config,
    string? Root,
    string? Output,
    RunOptions Run,
    TimeSpan? TimeBudget,
    bool Strict,
    bool Receipt,
    bool ShowProgress);
