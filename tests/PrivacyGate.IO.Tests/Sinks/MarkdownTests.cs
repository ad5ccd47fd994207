using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed partial class MarkdownTests
{
    [Theory]
    [InlineData("fail", "# FAIL: `credit` leaks who was in its training data")]
    [InlineData("pass", "# PASS: `triage` keeps its leakage budget")]
    [InlineData("inconclusive", "# INCONCLUSIVE: too few records to tell whether `churn` keeps its budget")]
    [InlineData("invalid", "# INVALID: the records of `ward` cannot carry an audit")]
    [InlineData("mixed", "# FAIL: `credit` leaks who was in its training data (1 of 4 models)")]
    [InlineData("misconfigured", "# NO VERDICT: no model was audited")]
    public void The_first_line_is_the_verdict_in_words(string name, string line) =>
        Assert.Equal(line, Text(SampleReports.Of(name)).Split('\n')[0]);

    [Theory]
    [InlineData("pass", "# NO VERDICT: 1 of 2 models could not be audited; `triage` keeps its leakage budget")]
    [InlineData("fail", "# NO VERDICT: 1 of 2 models could not be audited; FAIL: `credit` leaks who was in its training data")]
    [InlineData("inconclusive", "# NO VERDICT: 1 of 2 models could not be audited; INCONCLUSIVE: too few records to tell whether `churn` keeps its budget")]
    public void The_first_line_is_no_pass_while_a_model_could_not_be_audited(string name, string line)
    {
        var run = SampleReports.Of(name);

        Assert.Equal(line, Text(run with { Diagnostics = [Diagnostic.Error(DiagnosticIds.FileNotFound, "models/other.onnx does not exist")] }).Split('\n')[0]);
        Assert.DoesNotContain("NO VERDICT", Text(run with { Diagnostics = [Diagnostic.Note(DiagnosticIds.NotInThisVersion, "profile standard")] }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_attackers_threshold_is_told_in_words_where_it_was_measured()
    {
        var with = AttackersThreshold.AddTo(SampleReports.Of("fail"));

        Assert.DoesNotContain("attacker's threshold", Text(SampleReports.Of("fail")), StringComparison.Ordinal);
        Assert.Matches(@"\n\| attack \|.* membership advantage at the attacker's threshold \|", Text(with));
        Assert.Matches(@"\n\| `?gap`? \|.* 0\.123 \(0\.101 to 0\.145\) \|", Text(with));
        Assert.Contains("\n\nThe attacker's threshold is learned on shadow models he trains himself", Text(with), StringComparison.Ordinal);
    }

    [Fact]
    public void Worst_models_come_first()
    {
        var run = SampleReports.Run(SampleReports.Pass(), SampleReports.Inconclusive(), SampleReports.Invalid(), SampleReports.Fail());

        Assert.Equal(["credit", "ward", "churn", "triage"], ModelHeading().Matches(Text(run)).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Records_that_would_decide_are_told()
    {
        var text = Text(SampleReports.Of("inconclusive"));

        Assert.Contains("membership advantage: about 2,100 records a side", text, StringComparison.Ordinal);
        Assert.Contains("area under the ROC curve on `sex=f`: more than 40,000 records a side", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_next_to_its_budget_does_not_look_equal_to_it()
    {
        var model = SampleReports.Model("credit", VerdictKind.Fail, SampleReports.Fail().Verdict.Violations, new Budget(0.1), 0.12, 0.10004, 0.14);

        Assert.Contains("0.10004 to 0.14", Text(SampleReports.Run(model)), StringComparison.Ordinal);
    }

    [ToolsFact(Tools.MarkdownIt)]
    public void Rendered_hostile_names_are_text_and_nothing_else()
    {
        foreach (var html in Html(Hostile.All.Select(name => SampleReports.Run(Hostile.Model(name)) with { Diagnostics = [Hostile.Diagnostic()], SpecPath = name })))
        {
            Assert.Empty(Tag().Matches(html).Select(match => match.Groups[1].Value).Except(["h1", "h2", "h3", "p", "ul", "li", "strong", "code", "a", "table", "thead", "tbody", "tr", "th", "td"]));
            Assert.All(Link().Matches(html).Select(match => match.Groups[1].Value), link => Assert.StartsWith(HelpLink.Project, link, StringComparison.Ordinal));
            Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"[@#][A-Za-z0-9]", WebUtility.HtmlDecode(Code().Replace(html, "")));
        }
    }

    [ToolsFact(Tools.MarkdownIt)]
    public void Rendered_tables_keep_their_columns_and_names_their_text()
    {
        string[] safe = [.. Hostile.All.Where(name => name.Length is > 0 and < 60 && name.Trim() == name)];
        foreach ((var name, var html) in safe.Zip(Html(safe.Select(name => SampleReports.Run(Hostile.Model(name))))))
        {
            Assert.All(Table().Matches(html).Select(match => match.Value), table =>
            {
                var columns = Cell("th").Count(table);
                Assert.All(Row().Matches(table).Select(match => match.Value).Skip(1), row => Assert.Equal(columns, Cell("td").Count(row)));
            });
            Assert.Contains($"<td><code>{WebUtility.HtmlEncode(name).Replace("&#39;", "'", StringComparison.Ordinal)}</code></td>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_very_large_report_stays_readable()
    {
        var model = SampleReports.Fail();
        var slice = model.Report.Findings[^1];
        var slices = Enumerable.Range(0, 20_000).Select(i => slice with { Slice = $"zip={i}", Value = i % 7 == 0 ? null : 0.1 });
        var run = SampleReports.Run(model with { Report = model.Report with { Findings = [.. model.Report.Findings, .. slices] } });

        var text = Text(run);

        Assert.InRange(text.Length, 1, 40_000);
        Assert.Contains("more in report.json", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("privacygate.json", "privacygate check --config privacygate.json --profile quick --seed 7")]
    [InlineData("a b/(x86)/p.json", "privacygate check --config \"a b/(x86)/p.json\" --profile quick --seed 7")]
    [InlineData("/home/me/repo/p.json", "privacygate check --config p.json --profile quick --seed 7")]
    [InlineData("$(reboot).json", "privacygate check --config SPEC --profile quick --seed 7")]
    [InlineData("a\"; reboot", "privacygate check --config SPEC --profile quick --seed 7")]
    public void The_line_to_reproduce_can_be_pasted_safely(string spec, string line) =>
        Assert.Equal(line, ReproduceLine.Of(SampleReports.Run(SampleReports.Fail()) with { SpecPath = spec }));

    private static string Text(GateRun run) => Encoding.UTF8.GetString(SinkSnapshotTests.Bytes("report.md", run));

    private static string[] Html(IEnumerable<GateRun> runs)
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. runs.Select((run, index) =>
        {
            File.WriteAllText(folder.File($"{index}.md"), Text(run));
            return folder.File($"{index}.md");
        })];
        (var exitCode, var output) = Tools.Node("render.mjs", files);
        Assert.True(exitCode == 0, output);
        return [.. files.Select(file => File.ReadAllText(file + ".html"))];
    }

    private static Regex Cell(string tag) => new($"<{tag}>");

    [GeneratedRegex("^## `(.*)`", RegexOptions.Multiline)]
    private static partial Regex ModelHeading();

    [GeneratedRegex("<([a-z0-9]+)")]
    private static partial Regex Tag();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<code>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();
}
