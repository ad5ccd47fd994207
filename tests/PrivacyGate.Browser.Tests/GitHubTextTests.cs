using PrivacyGate.GitHub.Comments;
using PrivacyGate.GitHub.Rendering;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.IO.Tests.Sinks;

namespace PrivacyGate.Browser.Tests;

/// <summary>The pull-request comment and the job summary as a reviewer sees them.</summary>
[Collection(InBrowser.Name)]
public sealed class GitHubTextTests(OpenBrowser browser)
{
    private const string ChartLines = ".diagram g[class^='line-plot'] path";
    private const string Run = "https://github.com/clinic/models/actions/runs/77";

    private static readonly string[] KnownElements =
        ["H3", "P", "STRONG", "EM", "CODE", "PRE", "A", "UL", "LI", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "DETAILS", "SUMMARY", "SUB"];

    private static readonly RunIdentity Identity =
        new("privacy/gate", new RunStamp(812, 1), "4f2c6d0f5b0a4d8b9c1e2f3a4b5c6d7e8f901234", new Uri(Run));

    public static TheoryData<string, string> Texts
    {
        get
        {
            var texts = new TheoryData<string, string>();
            foreach (var name in (string[])["pass", "mixed", "hostile", "misconfigured"])
            {
                texts.Add("comment", name);
                texts.Add("summary", name);
            }

            return texts;
        }
    }

    [GitHubTheory]
    [MemberData(nameof(Texts))]
    public async Task It_fits_its_window_draws_its_charts_and_breaks_no_rule_of_axe(string kind, string name)
    {
        using var folder = new TemporaryFolder();
        var run = SampleReports.Of(name);
        var file = GitHubPage.Write(folder, Text(kind, run));
        foreach (var look in Look.All)
        {
            await using var page = await browser.Open(file, look);
            var charts = await GitHubPage.Draw(page);
            await page.Picture($"{kind}-{name}-{look}");

            Assert.Equal(run.Report.Models.Count(model => model.Report.Curves.Count > 0), charts);
            var lines = await Drawings.Contrasts(page, [ChartLines, "stroke", 3]);
            Assert.Equal(2 * charts, lines.Count);
            Assert.All(lines, line => Assert.True(line.Ratio >= line.Least, $"{look}: {line}"));
            Assert.Equal(0, await page.Overflow());
            Assert.Empty((await Axe.Judge(page, look, ".diagram")).Faults);
            Assert.Empty(page.Complaints);
            Assert.Equal([new Uri(file).AbsoluteUri], page.Requests);
        }
    }

    [GitHubTheory]
    [InlineData("comment")]
    [InlineData("summary")]
    public async Task Hostile_names_are_text_and_nothing_else(string kind)
    {
        foreach (var name in Hostile.All)
        {
            using var folder = new TemporaryFolder();
            var run = DrawnReports.Run(Hostile.Model(name)) with { Diagnostics = [Diagnostic.Error(DiagnosticIds.UnknownKey, $"unknown key '{name}'", new SourceLocation($"a:b [c]/{name}", 3, 4))] };
            await using var page = await browser.Open(GitHubPage.Write(folder, Text(kind, run)), new Look(360, Dark: false));

            Assert.Empty((await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('article *')].map(element => element.tagName)")).Except(KnownElements));
            Assert.Empty((await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('article *')].flatMap(element => element.getAttributeNames())")).Except(["href", "class", "tabindex"]));
            Assert.All(await page.Page.EvaluateAsync<string[]>("() => [...document.links].map(link => link.href)"), link => Assert.True(link == Run || link.StartsWith(HelpLink.Project, StringComparison.Ordinal), link));
            Assert.Empty(page.Complaints);
            Assert.Single(page.Requests);
            var told = await page.Page.EvaluateAsync<string>("() => { const copy = document.querySelector('article').cloneNode(true); copy.querySelectorAll('code').forEach(code => code.remove()); return copy.textContent; }");
            Assert.DoesNotMatch("[@#][A-Za-z0-9]", told.Replace("run #812", "", StringComparison.Ordinal));
        }
    }

    [GitHubTheory]
    [InlineData("comment")]
    [InlineData("summary")]
    public async Task A_hostile_name_is_shown_as_it_is_written(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var page = await browser.Open(GitHubPage.Write(folder, Text(kind, SampleReports.Of("hostile"))), new Look(1280, Dark: false));

        Assert.StartsWith("<script>alert(1)</script> | a ::error::pwned", await page.Page.Locator("td code").First.TextContentAsync(), StringComparison.Ordinal);
    }

    private static string Text(string kind, GateRun run) =>
        kind == "comment" ? PullRequestComment.Render(new ReportView(run), Identity, SampleReports.Of("pass")) : JobSummary.Render(new ReportView(run), Identity);

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class GitHubTheoryAttribute : ChromiumTheoryAttribute
    {
        public GitHubTheoryAttribute()
            : base(GitHubPage.Modules)
        {
        }
    }
}
