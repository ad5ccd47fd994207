using System.Text;
using System.Text.RegularExpressions;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.View;
using Spectre.Console;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed partial class ConsoleReportTests
{
    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool>();
            foreach (var name in SampleReports.Names)
            {
                cases.Add(name, 80, true);
                cases.Add(name, 120, true);
                cases.Add(name, 80, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_is_as_committed(string name, int width, bool terminal) => Snapshot.MatchesFile(
        Repository.Path("tests", "PrivacyGate.IO.Tests", "Sinks", "Snapshots", $"{name}.console-{(terminal ? $"{width}" : "plain")}.verified"),
        Encoding.UTF8.GetBytes(Print(SampleReports.Of(name), width, terminal)));

    [Fact]
    public void On_a_terminal_the_table_fits_80_columns()
    {
        foreach (var name in Hostile.All)
        {
            var large = SampleReports.Fail();
            large = large with { Report = large.Report with { Counts = large.Report.Counts with { Members = 12_345_678, NonMembers = 12_345_678 } } };
            var table = Print(SampleReports.Run(Hostile.Model(name), large) with { ReportPath = null }, 80, terminal: true).Split("): error")[0];

            Assert.All(Escapes().Replace(table, "").Split('\n')[..^1], line => Assert.InRange(line.Length, 0, 80));
            Assert.Contains("0.281 to 0.343", table, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plain_output_has_no_escape_box_or_broken_line()
    {
        foreach (var name in Hostile.All)
        {
            var text = Print(SampleReports.Run(Hostile.Model(name)), 40, terminal: false);

            Assert.DoesNotContain('\u001B', text);
            Assert.DoesNotContain(text, c => c is >= '\u2500' and <= '\u257F');
            Assert.Equal(2 + 3, text.Count(c => c == '\n'));
        }
    }

    [Fact]
    public void Canonical_lines_are_whole_and_uncoloured_on_a_terminal_too()
    {
        var run = SampleReports.Of("mixed");
        var lines = Print(run, 80, terminal: true, ColorSystemSupport.TrueColor).Split('\n');

        var expected = RunDiagnostics.Of(run).Where(diagnostic => diagnostic.Severity != Severity.Message).Select(CanonicalLine.Format);
        Assert.Equal(expected, lines[..^1].TakeLast(expected.Count()));
    }

    [Fact]
    public void Colour_never_says_what_words_do_not()
    {
        var text = Print(SampleReports.Of("mixed"), 120, terminal: true, ColorSystemSupport.TrueColor);

        Assert.Contains("\u001B[", text, StringComparison.Ordinal);
        Assert.All((string[])["pass", "fail", "inconclusive", "invalid"], word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    private static string Print(GateRun run, int width, bool terminal, ColorSystemSupport colours = ColorSystemSupport.Standard)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal ? colours : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new Recorder(writer, width, terminal),
            EnvironmentVariables = [],
        });
        console.Profile.Capabilities.Unicode = true;
        ConsoleReport.Write(console, new ReportView(run));
        return writer.ToString();
    }

    [GeneratedRegex("\u001B\\[[0-9;]*m")]
    private static partial Regex Escapes();

    private sealed class Recorder(TextWriter writer, int width, bool terminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => terminal;

        public int Width => width;

        public int Height => 25;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
