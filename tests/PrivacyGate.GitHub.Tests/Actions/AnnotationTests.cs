using System.Text.RegularExpressions;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Publishing;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Tests.Actions;

public partial class AnnotationTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    [InlineData(400, 10)]
    public void The_worst_come_first_at_most_nine_and_one_that_counts_the_rest(int warnings, int lines)
    {
        // Printed last, so only sorting can bring it to the front.
        var run = SampleRuns.Of([.. Enumerable.Range(0, warnings).Select(i => SampleRuns.Undecided($"m{i}")), SampleRuns.Leaky()]);
        var annotations = Annotations.Of(run);
        Assert.Equal(lines, annotations.Count);
        Assert.StartsWith("::error file=privacygate.json,line=4,col=5,title=PG0102 ", annotations[0], StringComparison.Ordinal);
        Assert.All(annotations.Skip(1), line => Assert.StartsWith("::warning ", line, StringComparison.Ordinal));
        Assert.Equal(warnings > 9, annotations[^1] == $"::warning title=PrivacyGate::{warnings + 1 - 9} more; the job summary lists them");
    }

    [Fact]
    public void A_passing_run_annotates_nothing() => Assert.Empty(Annotations.Of(SampleRuns.Of(SampleRuns.Good())));

    [Fact]
    public void Hostile_texts_stay_one_command_with_the_properties_it_was_given()
    {
        foreach (var name in Hostile.All)
        {
            foreach (var line in Annotations.Of(Hostile.Run(name)))
            {
                Assert.DoesNotMatch(@"[\r\n\x00-\x1F]", line);
                var command = Command().Match(line);
                Assert.True(command.Success, line);
                // A runner splits properties at commas and names from values at the first equals sign.
                Assert.Equal(["file", "line", "col", "title"], command.Groups["properties"].Value.Split(',').Select(property => property.Split('=')[0]));
                Assert.DoesNotMatch("%(?!25|0A|0D|3A|2C)", line);
            }
        }
    }

    [Fact]
    public void What_a_runner_unescapes_is_what_was_said()
    {
        var line = WorkflowCommand.Annotation(Severity.Error, "a,b:c%", "100%, x:y %0A", new SourceLocation("dir,x/a:b.json", 3, 0));
        Assert.Equal("::error file=dir%2Cx/a%3Ab.json,line=3,col=1,title=a%2Cb%3Ac%25::100%25, x:y %250A", line);
    }

    // actions/setup-dotnet v6.0.0, .github/csc.json: what this matches becomes an annotation by itself.
    [Fact]
    public void The_problem_matcher_of_setup_dotnet_takes_none_of_our_lines()
    {
        GateRun[] runs = [SampleRuns.Of(SampleRuns.Leaky()), .. Hostile.All.Select(Hostile.Run)];
        string[] lines = [.. runs.SelectMany(run => RunDiagnostics.Of(run).Select(CanonicalLine.Format).Concat(Annotations.Of(run)))];
        Assert.All(lines, line => Assert.DoesNotMatch(Matcher(), line));
        Assert.Matches(Matcher(), CanonicalLine.Format(RunDiagnostics.Of(runs[0])[0]) + " [/src/Credit.csproj]");
    }

    [Fact]
    public void An_output_is_one_line_whatever_its_value()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("output", "");
        StepFiles.Output(path, ("worst-model", "a\nverdict=pass\r\nx<<EOF"), ("verdict", "fail"));
        Assert.Equal("worst-model=a verdict=pass  x<<EOF\nverdict=fail\n", File.ReadAllText(path));
    }

    [Fact]
    public void Outputs_name_the_worst_model_and_no_pass_where_one_was_not_audited()
    {
        Assert.Equal(("fail", "credit", MetricIds.Advantage), Of(SampleRuns.Of(SampleRuns.Good(), SampleRuns.Leaky())));
        Assert.Equal(("pass", "triage", MetricIds.Advantage), Of(SampleRuns.Of(SampleRuns.Good())));
        Assert.Equal(("error", "triage", MetricIds.Advantage), Of(SampleRuns.Of(SampleRuns.Good()) with { Diagnostics = [Diagnostic.Error(DiagnosticIds.FileNotFound, "x")] }));
        Assert.Equal(("error", "", ""), Of(SampleRuns.Of()));
    }

    private static (string, string, string) Of(GateRun run)
    {
        var outputs = Outputs.Of(run, null).ToDictionary(output => output.Name, output => output.Value);
        return (outputs["verdict"], outputs["worst-model"], outputs["worst-metric"]);
    }

    [GeneratedRegex("^::(error|warning|notice) (?<properties>[^:]*)::[^\r\n]*\\z")]
    private static partial Regex Command();

    [GeneratedRegex(@"^\s*(?:\d+>\s*)?([^\s].*)\((\d+)(?:,(\d+))?(?:,\d+)*\):\s+(error|warning)\s+([a-zA-Z]+(?<!MSB)\d*):\s*(.*?)\s+\[(.*?)\]$")]
    private static partial Regex Matcher();
}
