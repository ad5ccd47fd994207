using System.Text;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed class VerdictTsvTests
{
    [Fact]
    public void Every_row_has_seven_fields_whatever_the_names()
    {
        foreach (var name in Hostile.All)
        {
            foreach (var row in Rows(SampleReports.Run(Hostile.Model(name)) with { Diagnostics = [Hostile.Diagnostic()] }))
            {
                Assert.Equal(7, row.Length);
                Assert.Contains(row[0], (string[])["error", "warning", "message"]);
                Assert.Equal(HelpLink.For(row[1]), row[5]);
                Assert.DoesNotContain(" [", row[6], StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Backslashes_of_a_path_come_back()
    {
        var run = SampleReports.Run() with { Diagnostics = [Diagnostic.Error("PG0002", "no JSON", new SourceLocation(@"C:\temp\new.json", 1, 2))] };

        Assert.Equal(["error", "PG0002", @"C:\temp\new.json", "1", "2", HelpLink.For("PG0002"), "no JSON"], Assert.Single(Rows(run)));
    }

    [Fact]
    public void Strictness_makes_inconclusive_an_error_and_nothing_else_changes()
    {
        var run = SampleReports.Run(SampleReports.Inconclusive());

        List<string[]> lenient = [.. Rows(run).Where(row => row[1] == DiagnosticIds.Inconclusive)];
        List<string[]> strict = [.. Rows(run with { Strict = true }).Where(row => row[1] == DiagnosticIds.Inconclusive)];

        Assert.All(lenient, row => Assert.Equal("warning", row[0]));
        Assert.All(strict, row => Assert.Equal("error", row[0]));
        Assert.Equal(lenient.Select(row => row[6]), strict.Select(row => row[6]));
    }

    [Theory]
    [InlineData(VerdictKind.Fail)]
    [InlineData(VerdictKind.Invalid)]
    [InlineData(VerdictKind.Inconclusive)]
    public void A_verdict_other_than_pass_cannot_come_out_as_no_line(VerdictKind kind)
    {
        var run = SampleReports.Run(SampleReports.Pass() with { Verdict = new Verdict(kind, []) });

        Assert.Throws<InvalidOperationException>(() => Rows(run));
    }

    [Fact]
    public void A_failing_verdict_needs_a_violation_that_is_an_error()
    {
        var model = SampleReports.Inconclusive();
        var run = SampleReports.Run(model with { Verdict = model.Verdict with { Kind = VerdictKind.Fail } });

        Assert.Throws<InvalidOperationException>(() => Rows(run));
    }

    // The strict reading that the MSBuild task promises.
    private static IReadOnlyList<string[]> Rows(GateRun run)
    {
        var text = Encoding.UTF8.GetString(SinkSnapshotTests.Bytes("verdict.tsv", run));
        var lines = text[..^1].Split('\n');
        Assert.Equal("privacygate-verdict 1", lines[0]);
        return [.. lines.Skip(1).Select(line => line.Split('\t').Select(Unescape).ToArray())];
    }

    private static string Unescape(string field)
    {
        var text = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            text.Append(field[i] != '\\' ? field[i] : field[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', '\\' => '\\', _ => throw new FormatException() });
        }

        return text.ToString();
    }
}
