namespace PrivacyGate.Cli.Initialising;

/// <summary>What <c>init</c> was asked; docs/cli.md says what each means.</summary>
internal sealed record InitOptions(string? Model, string? Members, string? NonMembers, string? Label, string? Kind, string Config, bool Force);
