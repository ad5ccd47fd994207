using PrivacyGate.IO.Sinks;
using Spectre.Console;

namespace PrivacyGate.Cli.Console;

/// <summary>Shows a run to whoever started it: a table for people, canonical lines for build logs.</summary>
internal static class Terminal
{
    public static void Show(GateRun run) => ConsoleReport.Write(AnsiConsole.Console, run);
}
