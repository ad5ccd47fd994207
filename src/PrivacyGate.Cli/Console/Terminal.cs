using System.Text;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.View;
using Spectre.Console;

namespace PrivacyGate.Cli.Console;

/// <summary>Shows a run to whoever started it: a table for people, canonical lines for build logs.</summary>
internal static class Terminal
{
    /// <summary>Lines that are no diagnostics; an indented line stays so.</summary>
    public static void Print(IEnumerable<string> lines) => Unheard(() =>
    {
        foreach (var line in lines)
        {
            System.Console.Out.WriteLine(string.Concat(line.AsSpan(0, line.Length - line.TrimStart().Length), LogLine.Text(line)));
        }
    });

    /// <summary>Diagnostics as one canonical line each, on the stream build logs read.</summary>
    public static void Print(IEnumerable<Diagnostic> diagnostics) => Unheard(() =>
    {
        var withLetters = System.Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage;
        foreach (var diagnostic in diagnostics)
        {
            System.Console.Out.WriteLine(CanonicalLine.Format(diagnostic, withLetters));
        }
    });

    public static void Show(ReportView report) => Unheard(() => ConsoleReport.Write(AnsiConsole.Create(new AnsiConsoleSettings()), report));

    /// <summary>Writes to the console, whose reader may be gone or whose disk full: the exit code still says what came of the run.</summary>
    public static void Unheard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception deaf) when (deaf is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to say it.
        }
    }
}
