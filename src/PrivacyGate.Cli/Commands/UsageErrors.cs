using System.CommandLine;
using PrivacyGate.Cli.Console;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.Cli.Commands;

/// <summary>A wrong command line, told as every other error is: with a code, and nothing else done.</summary>
internal static class UsageErrors
{
    public static int Print(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command.Name;
        foreach (var error in parsed.Errors)
        {
            Print(error.Message, command);
        }

        return (int)ExitCode.Configuration;
    }

    public static ExitCode Print(string message, string command)
    {
        DiagnosticLines.Print([Diagnostic.Error(DiagnosticIds.Usage, $"{message.TrimEnd('.')}; see privacygate {command} --help")]);
        return ExitCode.Configuration;
    }
}
