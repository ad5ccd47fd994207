using System.CommandLine;
using PrivacyGate.Cli.Console;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Commands;

/// <summary>A wrong command line, told as every other error is: with a code, and nothing else done.</summary>
internal static class UsageErrors
{
    public static int Print(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var command = parsed.CommandResult.Command;
        foreach (var error in parsed.Errors)
        {
            Print(Told(error.Message, command, arguments), command.Name);
        }

        return (int)ExitCode.Configuration;
    }

    public static ExitCode Print(string message, string command)
    {
        Terminal.Print([Diagnostic.Error(DiagnosticIds.Usage, $"{message.TrimEnd('.')}; see privacygate {command} --help")]);
        return ExitCode.Configuration;
    }

    /// <summary>The message with arguments told by their place: a text that is no option may be a line of the data, as a shell puts it in.</summary>
    private static string Told(string message, Command command, IReadOnlyList<string> arguments)
    {
        string[] known = [.. Options(command)];
        for (var i = 0; i < arguments.Count; i++)
        {
            foreach (var part in (string[])[arguments[i], arguments[i][(arguments[i].IndexOfAny(['=', ':']) + 1)..]])
            {
                if (part.Length > 0 && !known.Contains(part) && message.Contains($"'{part}'", StringComparison.Ordinal))
                {
                    var near = part.StartsWith('-') && Suggestion.For(part, known) is { } option ? $" (did you mean {MessageText.Quote(option)}?)" : "";
                    message = message.Replace($"'{part}'", FormattableString.Invariant($"number {i + 1}{near}"), StringComparison.Ordinal);
                }
            }
        }

        return message;
    }

    private static IEnumerable<string> Options(Command command)
    {
        for (var level = command; level is not null; level = level.Parents.OfType<Command>().FirstOrDefault())
        {
            foreach (var name in level.Options.SelectMany(static option => option.Aliases.Append(option.Name)).Concat(level.Subcommands.Select(static sub => sub.Name)).Append(level.Name))
            {
                yield return name;
            }
        }
    }
}
