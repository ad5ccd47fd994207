using System.CommandLine;

namespace PrivacyGate.Cli.Commands;

/// <summary>Options that several commands share, each written once.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config() => new("--config") { Description = "the spec (default: the nearest privacygate.json here or above)", HelpName = "FILE" };

    public static Option<string?> Root() => new("--root") { Description = "what relative paths in the spec are relative to (default: the spec's folder)", HelpName = "DIR" };
}
