using System.Net;
using System.Security.Cryptography;
using System.Text;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed class HtmlTests
{
    private static readonly string[] KnownTags =
    [
        "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "div",
        "a", "bdi", "code", "span", "strong", "small", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary",
        "svg", "path", "circle", "rect", "polygon", "polyline", "text",
    ];

    public static TheoryData<string> Names => [.. SampleReports.Names];

    [Theory]
    [InlineData("fail", "FAIL: 'credit' leaks who was in its training data")]
    [InlineData("pass", "PASS: 'triage' keeps its leakage budget")]
    [InlineData("inconclusive", "INCONCLUSIVE: too few records to tell whether 'churn' keeps its budget")]
    [InlineData("invalid", "INVALID: the records of 'ward' cannot carry an audit")]
    [InlineData("mixed", "FAIL: 'credit' leaks who was in its training data (1 of 4 models)")]
    [InlineData("misconfigured", "NO VERDICT: no model was audited")]
    public void Title_and_first_heading_are_the_verdict_in_words(string name, string verdict)
    {
        var page = HtmlPage.Of(SampleReports.Of(name));

        Assert.Equal(verdict, WebUtility.HtmlDecode(Assert.Single(page.Texts("title"))));
        Assert.Equal(verdict, WebUtility.HtmlDecode(Assert.Single(page.Texts("h1"))));
    }

    [Fact]
    public void A_run_in_which_a_model_was_never_audited_is_no_pass()
    {
        var page = HtmlPage.Of(SampleReports.Of("pass") with { Diagnostics = [Diagnostic.Error(DiagnosticIds.FileNotFound, "models/other.onnx does not exist")] });

        Assert.StartsWith("NO VERDICT: 1 of 2 models could not be audited", Assert.Single(page.Texts("h1")), StringComparison.Ordinal);
        Assert.Contains("<header class=\"banner none\">", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_attackers_threshold_has_a_column_and_an_explanation_where_it_was_measured()
    {
        var with = HtmlPage.Of(AttackersThreshold.AddTo(SampleReports.Of("fail")));

        Assert.DoesNotContain("attacker&#39;s threshold", HtmlPage.Of(SampleReports.Of("fail")).Html, StringComparison.Ordinal);
        Assert.Contains("membership advantage at the attacker's threshold", with.Texts("th").Select(WebUtility.HtmlDecode));
        Assert.Contains("0.123 0.101 to 0.145", with.Texts("td").Select(WebUtility.HtmlDecode));
        Assert.Contains(with.Texts("p"), static text => WebUtility.HtmlDecode(text).StartsWith("The attacker's threshold is learned on shadow models", StringComparison.Ordinal));
    }

    [Fact]
    public void Worst_models_come_first()
    {
        var page = HtmlPage.Of(SampleReports.Run(SampleReports.Pass(), SampleReports.Inconclusive(), SampleReports.Invalid(), SampleReports.Fail()));

        Assert.Equal(["Models", "credit fail", "ward invalid", "churn inconclusive", "triage pass"], page.Texts("h2").Take(5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_element_is_closed_every_label_has_its_text_and_headings_come_in_order(string name)
    {
        var page = HtmlPage.Of(SampleReports.Of(name));

        Assert.Empty(page.Unbalanced());
        string[] ids = [.. page.Attributes("id")];
        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(page.Attributes("aria-labelledby").Except(ids));
        Assert.Empty(page.Attributes("href").Where(link => link.StartsWith('#')).Select(link => link[1..]).Except(ids));
        var level = 0;
        Assert.All(page.Tags.Where(tag => tag is ['<', 'h', >= '1' and <= '6', ..]).Select(tag => tag[2] - '0'), next =>
        {
            Assert.InRange(next, 1, level + 1);
            level = next;
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_loaded_and_nothing_runs(string name)
    {
        var page = HtmlPage.Of(SampleReports.Of(name));

        Assert.Empty(page.Tags.Select(HtmlPage.Name).Except(KnownTags));
        Assert.DoesNotContain(page.AttributeNames(), attribute => attribute is "src" or "style" or "srcset" or "data" || attribute.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.Attributes("href"), link => Assert.True(link.StartsWith(HelpLink.Project, StringComparison.Ordinal) || link.StartsWith('#'), link));
        var style = Style(page);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_admits_the_one_style_sheet_and_nothing_else()
    {
        var page = HtmlPage.Of(SampleReports.Of("fail"));

        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style(page))));
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'",
            WebUtility.HtmlDecode(page.Attributes("content").First(content => content.StartsWith("default-src", StringComparison.Ordinal))));
    }

    [Fact]
    public void Hostile_names_add_no_element_and_stay_readable()
    {
        var harmless = Shape("credit");
        foreach (var name in Hostile.All)
        {
            Assert.Equal(harmless, Shape(name));
        }

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", HtmlPage.Of(HostileRun(Hostile.Name)).Body, StringComparison.Ordinal);

        static string[] Shape(string name) => [.. HtmlPage.Of(HostileRun(name)).Tags.Select(HtmlPage.Name)];
    }

    [Fact]
    public void Every_row_has_as_many_cells_as_its_table_has_columns()
    {
        foreach (var table in HtmlPage.Of(DrawnReports.Run(SampleReports.Fail(), SampleReports.Pass())).Html.Split("<table>").Skip(1))
        {
            string[] rows = [.. table[..table.IndexOf("</table>", StringComparison.Ordinal)].Split("<tr>").Skip(1)];
            Assert.Single(rows.Select(row => Count(row, "<th ") + Count(row, "<td")).Distinct());
        }

        static int Count(string row, string tag) => row.Split(tag).Length - 1;
    }

    [Fact]
    public void Whatever_is_drawn_stands_in_a_table_too()
    {
        var model = DrawnReports.Drawn(SampleReports.Fail());
        string[] cells = [.. HtmlPage.Of(SampleReports.Run(model)).Texts("td")];

        Assert.All(model.Report.Curves.SelectMany(curve => curve.Points), point =>
            Assert.Contains($"{Figures.Value(point.Tpr)} {Figures.Interval(point.Lower, point.Upper)}", cells));
        Assert.All(model.Report.Histograms.SelectMany(histogram => histogram.Bins), bin =>
        {
            Assert.Contains(bin.Members is { } members ? Figures.Count(members) : "not told", cells);
            Assert.Contains(bin.NonMembers is { } nonMembers ? Figures.Count(nonMembers) : "not told", cells);
        });
    }

    [Fact]
    public void A_count_that_is_not_told_is_drawn_open_and_as_high_as_any_other()
    {
        ScoreBin[] bins = [new(null, 0, null, 40), new(0, 1, 500, null), new(1, null, null, 40)];
        var model = SampleReports.Fail();
        var page = HtmlPage.Of(SampleReports.Run(model with { Report = model.Report with { Histograms = [new ScoreHistogram("loss", bins)] } }));

        string[] open = [.. page.Tags.Where(tag => tag.StartsWith("<rect class=\"untold\"", StringComparison.Ordinal))];
        Assert.Equal(3, open.Length);
        Assert.All(open, tag => Assert.Contains("height=\"3\"", tag, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pass")]
    [InlineData("inconclusive")]
    [InlineData("invalid")]
    [InlineData("fail")]
    public void The_verdict_is_never_told_by_colour_alone(string name)
    {
        var page = HtmlPage.Of(SampleReports.Of(name));

        Assert.Contains($"<span class=\"badge {name}\"><svg class=\"sign\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"", page.Body, StringComparison.Ordinal);
        Assert.Contains($"</svg>{name}</span>", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_that_would_decide_and_cures_are_told()
    {
        var page = HtmlPage.Of(SampleReports.Of("inconclusive"));

        Assert.Contains(page.Texts("li"), item => item.StartsWith("membership advantage: about 2,100 records a side", StringComparison.Ordinal));
        Assert.Contains(page.Texts("li"), item => item.StartsWith("area under the ROC curve on sex=f: more than 40,000 records a side", StringComparison.Ordinal));
        Assert.Contains("Audit with about 2,100 records a side to decide the membership advantage (PG0201).", page.Texts("li"));
        Assert.Contains($"{RuleCatalog.Find(DiagnosticIds.OneClassOnly).Cure} ({DiagnosticIds.OneClassOnly})", HtmlPage.Of(SampleReports.Of("invalid")).Texts("li"));
    }

    [Fact]
    public void A_very_large_report_stays_readable()
    {
        var model = DrawnReports.Drawn(SampleReports.Fail());
        var slice = model.Report.Findings[^1];
        var slices = Enumerable.Range(0, 20_000).Select(i => slice with { Slice = $"zip={i}", Value = i % 7 == 0 ? null : 0.1 });
        var page = HtmlPage.Of(SampleReports.Run(model with { Report = model.Report with { Findings = [.. model.Report.Findings, .. slices] } }));

        Assert.InRange(page.Html.Length, 1, 120_000);
        Assert.Contains("more in report.json", page.Body, StringComparison.Ordinal);
    }

    private static GateRun HostileRun(string name)
    {
        var model = Hostile.Model(name);
        var curve = DrawnReports.Curve(name, 0.5);
        return SampleReports.Run(model with
        {
            Sha256 = name,
            Report = model.Report with { Curves = [curve], Histograms = [DrawnReports.Histogram(name, 2)] },
        }) with
        {
            Diagnostics = [Diagnostic.Error(DiagnosticIds.UnknownKey, $"unknown key '{name}'", new SourceLocation($"a:b [c]/{name}", 3, 4))],
            SpecPath = name,
        };
    }

    private static string Style(HtmlPage page)
    {
        var start = page.Html.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length;
        return page.Html[start..page.Html.IndexOf("</style>", StringComparison.Ordinal)];
    }
}
