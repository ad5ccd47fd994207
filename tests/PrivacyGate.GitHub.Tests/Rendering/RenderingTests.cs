using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.GitHub.Comments;
using PrivacyGate.GitHub.Rendering;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Tests.Rendering;

public class RenderingTests
{
    private static readonly string[] Tags =
        ["p", "h3", "a", "code", "pre", "strong", "em", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "sub"];

    private static string Comment(GateRun run, GateRun? baseline = null, int budget = PullRequestComment.Budget) =>
        PullRequestComment.Render(new ReportView(run), SampleRuns.Identity(), baseline, budget);

    [Fact]
    public void A_comment_starts_with_its_marker_and_the_verdict_and_ends_with_the_run()
    {
        var lines = Comment(SampleRuns.Of(SampleRuns.Good(), SampleRuns.Leaky(), SampleRuns.Undecided())).TrimEnd().Split('\n');
        Assert.Equal($"<!-- privacygate v1 key=privacy/gate run=812.1 sha={SampleRuns.Sha} -->", lines[0]);
        Assert.Equal("### \u274C PrivacyGate: FAIL: `credit` leaks who was in its training data (1 of 3 models)", lines[1]);
        Assert.StartsWith("<sub>[run #812](https://github.com/clinic/models/actions/runs/77) ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(CommentMarker.Read(string.Join('\n', lines)), SampleRuns.Identity().Marker);
    }

    [Fact]
    public void Models_stand_worst_first_with_base_value_and_change()
    {
        var now = SampleRuns.Of(SampleRuns.Good(), SampleRuns.Undecided(), SampleRuns.Leaky(), SampleRuns.Leaky("new"));
        var before = SampleRuns.Of(SampleRuns.Leaky(value: 0.12, lower: 0.09, upper: 0.15), SampleRuns.Undecided(), SampleRuns.Model("triage", VerdictKind.Fail, [], 0.5, 0.4, 0.6));
        string[] rows = [.. Comment(now, before).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Take(4)];
        Assert.Equal(
            [
                "| `credit` | \u274C **fail** | `loss` | 0.310 | 0.281 to 0.343 | 0.120 | +0.190, worse | 0.10 |",
                "| `new` | \u274C **fail** | `loss` | 0.310 | 0.281 to 0.343 | no base value | new model | 0.10 |",
                "| `churn` | \u26A0\uFE0F **inconclusive** | `loss` | 0.100 | 0.060 to 0.140 | 0.100 | +0.000, not beyond chance | 0.10 |",
                "| `triage` | \u2705 **pass** | `loss` | 0.031 | -0.010 to 0.082 | 0.500 | -0.469, better | 0.10 |",
            ],
            rows);
    }

    public static TheoryData<Budget, Budget, string> Loosened => new()
    {
        { new Budget(0.1), new Budget(0.5), "- `credit`: the budget for the membership advantage is 0.50, which was 0.10" },
        { new Budget(0.1, Auc: 0.6), new Budget(0.1), "- `credit`: the budget no longer limits the AUC, which was 0.60" },
        { new Budget(0.1, new TprLimit(0.01, 0.05)), new Budget(0.1, new TprLimit(0.001, 0.05)), "- `credit`: the budget limits the true-positive rate at a false-positive rate of 0.001 instead of 0.01" },
        { new Budget(0.1, new TprLimit(0.01, 0.05)), new Budget(0.1, new TprLimit(0.01, 0.5)), "- `credit`: the budget for the true-positive rate is 0.50, which was 0.05" },
        { new Budget(0.1), new Budget(0.05, Auc: 0.6), "" },
        { new Budget(0.1), new Budget(0.1), "" },
    };

    [Theory]
    [MemberData(nameof(Loosened))]
    public void A_change_that_loosens_the_gate_is_told(Budget before, Budget now, string line)
    {
        var comment = Comment(SampleRuns.Of(SampleRuns.Good("credit") with { Budget = now }), SampleRuns.Of(SampleRuns.Good("credit") with { Budget = before }));
        Assert.Equal(line.Length > 0, comment.Contains("**This change loosens the gate**", StringComparison.Ordinal));
        Assert.Contains(line, comment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_no_longer_audited_is_told_and_one_that_could_not_be_is_not()
    {
        var before = SampleRuns.Of(SampleRuns.Good("credit"), SampleRuns.Good());
        var now = SampleRuns.Of(SampleRuns.Good());
        Assert.Contains("- `credit` is no longer audited", Comment(now, before), StringComparison.Ordinal);
        Assert.DoesNotContain("no longer audited", Comment(now with { Diagnostics = [Diagnostic.Error(DiagnosticIds.FileNotFound, "x")] }, before), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_base_report_the_column_says_so() =>
        Assert.Contains("| 0.281 to 0.343 | no base value |  | 0.10 |", Comment(SampleRuns.Of(SampleRuns.Leaky())), StringComparison.Ordinal);

    [Fact]
    public void The_chart_and_its_table_tell_the_same_figures()
    {
        var comment = Comment(SampleRuns.Of(SampleRuns.Leaky()));
        var chart = Regex.Match(comment, "```mermaid\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(
            """
            %%{init: {'themeVariables': {'xyChart': {'plotColorPalette': '#3b82f6, #808a96'}}}}%%
            xychart-beta
                x-axis "false-positive rate" [0.01, 0.1, 0.5]
                y-axis "true-positive rate" 0 --> 0.83
                line [0.0421, 0.29, 0.83]
                line [0.01, 0.1, 0.5]
            """.ReplaceLineEndings("\n"),
            chart);
        Assert.Contains("| 0.01 | 0.042 | 0.031 to 0.055 | 0.01 |\n| 0.1 | 0.290 | 0.250 to 0.330 | 0.1 |\n| 0.5 | 0.830 | 0.800 to 0.870 | 0.5 |", comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.15, 0.12, 0.18, "**the answer alone leaks.**", "hiding or rounding scores cannot help")]
    [InlineData(0.02, 0.0, 0.04, "**the scores leak, not the answer.**", "upper bound 0.040")]
    [InlineData(0.16, 0.08, 0.24, "**over-fitting.**", "0.160 of 0.310")]
    [InlineData(0.10, 0.02, 0.18, "Accuracy is 0.998 on members and 0.872 on non-members", "stop training earlier")]
    public void What_to_do_follows_from_the_label_only_attack(double value, double lower, double upper, string cause, string cure)
    {
        var leaky = SampleRuns.Leaky();
        var model = leaky with
        {
            Report = leaky.Report with
            {
                Findings = [.. leaky.Report.Findings.Where(finding => finding.Attack != "gap"), SampleRuns.Finding("gap", MetricIds.Advantage, "all", value, lower, upper)],
            },
        };
        var advice = Comment(SampleRuns.Of(model)).Split('\n').First(line => line.StartsWith("- `credit`: ", StringComparison.Ordinal));
        Assert.Contains(cause, advice, StringComparison.Ordinal);
        Assert.Contains(cure, advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undecided_model_is_told_how_many_records_would_decide() =>
        Assert.Contains("- `churn`: audit with about 2,100 records a side to decide the membership advantage", Comment(SampleRuns.Of(SampleRuns.Undecided())), StringComparison.Ordinal);

    [Fact]
    public void Warnings_about_the_figures_are_told_and_notes_are_not()
    {
        var model = SampleRuns.Good();
        var comment = Comment(SampleRuns.Of(model with
        {
            Report = model.Report with { Warnings = [Diagnostic.Warning(DiagnosticIds.EqualRecordsDropped, "3 members are equal"), Diagnostic.Note(DiagnosticIds.RepeatedRecords, "5 repeat")] },
        }));
        Assert.Contains("PG0204.md) `triage`: 3 members are equal", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("5 repeat", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_of_an_attack_has_the_digits_that_tell_it_from_its_budget()
    {
        var leaky = SampleRuns.Leaky();
        var model = leaky with
        {
            Budget = new Budget(0.31, new TprLimit(0.01, 0.042), 0.7),
            Report = leaky.Report with
            {
                Findings =
                [
                    SampleRuns.Finding("loss", MetricIds.Advantage, "all", 0.3104, 0.281, 0.343),
                    SampleRuns.Finding("loss", MetricIds.Auc, "all", 0.7004, 0.65, 0.75),
                    SampleRuns.Finding("loss", MetricIds.TprAtOnePercent, "all", 0.0421, 0.0312, 0.0553),
                ],
            },
        };
        Assert.Contains("| `loss` | 0.3104 | 0.281 to 0.343 | 0.7004 | 0.0421 |  |", Comment(SampleRuns.Of(model)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_model_is_no_pass()
    {
        var run = SampleRuns.Of() with { Diagnostics = [Diagnostic.Error(DiagnosticIds.UnknownKey, "unknown key 'budgett'", new SourceLocation("privacygate.json", 7, 3))] };
        var comment = Comment(run);
        Assert.Contains("### \u26A0\uFE0F PrivacyGate: NO VERDICT", comment, StringComparison.Ordinal);
        Assert.Contains("`privacygate.json` line 7: unknown key", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_are_dropped_in_the_stated_order_and_the_ends_stay()
    {
        var run = SampleRuns.Of(SampleRuns.Leaky(), SampleRuns.Undecided());
        string[] sections = ["Every attack on <code>churn", "Every attack on <code>credit", "mermaid", "**Why**", "**What to do**", "| model |"];
        var dropped = 0;
        for (var budget = Comment(run).Length; budget >= 700; budget -= 50)
        {
            var comment = Comment(run, budget: budget);
            Assert.True(comment.Length <= budget, $"{comment.Length} of {budget}");
            Assert.StartsWith("<!-- privacygate v1", comment, StringComparison.Ordinal);
            Assert.Contains("PrivacyGate: FAIL", comment, StringComparison.Ordinal);
            Assert.Contains("</sub>\n", comment, StringComparison.Ordinal);
            var missing = sections.TakeWhile(section => !comment.Contains(section, StringComparison.Ordinal)).Count();
            Assert.All(sections.Skip(missing), section => Assert.Contains(section, comment, StringComparison.Ordinal));
            Assert.Equal(missing > 0, comment.Contains("*Shortened to fit", StringComparison.Ordinal));
            Assert.InRange(missing, dropped, sections.Length);
            dropped = missing;
        }

        Assert.Equal(sections.Length, dropped);
    }

    [Fact]
    public void Hundreds_of_models_with_the_worst_names_fit_comment_and_summary()
    {
        var one = Hostile.Run(string.Concat(Enumerable.Repeat("|`<@😀", 400)));
        var run = one with
        {
            Diagnostics = [.. Enumerable.Repeat(one.Diagnostics[0], 300)],
            Report = one.Report with { Models = [.. Enumerable.Repeat(one.Report.Models, 60).SelectMany(models => models)] },
        };
        var comment = Comment(run);
        Assert.InRange(comment.Length, 5_000, PullRequestComment.Budget);
        Assert.InRange(Comment(run, budget: 3_000).Length, 500, 3_000);
        Assert.Contains("more models in report.md", comment, StringComparison.Ordinal);
        var summary = JobSummary.Render(new ReportView(run), SampleRuns.Identity());
        Assert.InRange(Encoding.UTF8.GetByteCount(summary), 50_000, JobSummary.Budget);
        Assert.InRange(Encoding.UTF8.GetByteCount(JobSummary.Render(new ReportView(run), SampleRuns.Identity(), budget: 5_000)), 500, 5_000);
    }

    [StandIn.ToolsFact(Rendered.Module)]
    public void Rendered_hostile_names_are_text_and_nothing_else()
    {
        GateRun[] runs = [.. Hostile.All.Select(Hostile.Run)];
        var html = Rendered.Html(
            [.. runs.Select(run => Comment(run, run)), .. runs.Select(run => JobSummary.Render(new ReportView(run), SampleRuns.Identity(), run) + JobSummary.Notices([Diagnostic.Note(DiagnosticIds.GitHubRefused, Hostile.Name)]))]);
        Assert.All(html, page =>
        {
            // The marker is the one comment there is.
            var body = page.StartsWith("<!--", StringComparison.Ordinal) ? page[(page.IndexOf("-->", StringComparison.Ordinal) + 3)..] : page;
            Assert.DoesNotContain("<!--", body, StringComparison.Ordinal);
            Assert.Empty(Rendered.Tags(body).Except(Tags));
            Assert.Equal(Regex.Count(body, "<details>"), Regex.Count(body, "</details>"));
            Assert.All(Rendered.Links(body), link => Assert.True(
                link.StartsWith(HelpLink.Project + "/", StringComparison.Ordinal) || link == "https://github.com/clinic/models/actions/runs/77", link));
            Assert.DoesNotMatch("[@#][A-Za-z0-9]", Rendered.TextOutsideCode(body).Replace("run #812", "", StringComparison.Ordinal));
            Assert.All(Rendered.Tables(body), table => Assert.All(table.Rows, row => Assert.Equal(table.Header, row)));
        });
    }

    [Fact]
    public void No_line_of_a_chart_comes_from_a_name()
    {
        foreach (var name in Hostile.All)
        {
            var chart = Regex.Match(Comment(Hostile.Run(name)), "\n```mermaid\n(.*?)\n```\n", RegexOptions.Singleline).Groups[1].Value;
            Assert.Matches("""^%%\{init: [^\n]*\}%%\nxychart-beta\n    x-axis "false-positive rate" \[[0-9., ]+\]\n    y-axis "true-positive rate" 0 --> [0-9.]+\n    line \[[0-9., ]+\]\n    line \[[0-9., ]+\]$""", chart);
        }
    }

    [Fact]
    public void Figures_do_not_depend_on_the_culture()
    {
        var run = SampleRuns.Of(SampleRuns.Leaky(), SampleRuns.Undecided());
        var here = Comment(run, run);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(here, Comment(run, run));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
