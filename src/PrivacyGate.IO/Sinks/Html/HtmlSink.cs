using System.Globalization;
using System.Text;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>report.html: one file to read at a glance and to keep on file. No script, nothing loaded from elsewhere.</summary>
public sealed class HtmlSink : ISink
{
    private const string Guide = HelpLink.Project + "/blob/main/docs/report.md";

    private static readonly HtmlColumn[] OverviewColumns =
    [
        "model", "verdict", "worst attack", HtmlColumn.Number("membership advantage"), HtmlColumn.Number("interval"), HtmlColumn.Number("budget"), "interval and budget drawn",
    ];

    public string FileName => "report.html";

    public void Write(ReportView report, Stream output) =>
        output.Write(Encoding.UTF8.GetBytes(Page(report).Html.ReplaceLineEndings("\n") + "\n"));

    private static Markup Page(ReportView report) => Markup.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Stylesheet.Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noindex">
        <title>{report.Word}: {report.Sentence.Plain}</title>
        <style>{Markup.OfOwnFile(Stylesheet.Css)}</style>
        </head>
        <body>
        <header class="banner {HtmlText.Class(report.Kind)}">
        <p class="product">PrivacyGate <span>membership-inference audit</span></p>
        <h1>{HtmlText.Badge(report.Kind, report.Word, HtmlText.Hidden(":"))} {report.Sentence.Plain}</h1>
        </header>
        <main>
        {Markup.Lines([
            Configuration(report.Diagnostics),
            Overview(report.Models),
            .. report.Models.Select(static (model, index) => HtmlModel.Section(model, Id(index))),
            Reproduce(report),
            HtmlGuide.Section()])}
        </main>
        <footer>
        <p>{HtmlText.Line(report.MadeBy)} <a href="{Guide}">How to read this report</a>.</p>
        </footer>
        </body>
        </html>
        """);

    private static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"model-{index + 1}");

    private static Markup Configuration(IReadOnlyList<Diagnostic> diagnostics) => diagnostics.Count == 0
        ? Markup.None
        : Markup.Of(
            $"""
            <section class="card" aria-labelledby="configuration">
            <h2 id="configuration">Configuration</h2>
            <ul>
            {Markup.Lines(diagnostics.Select(static diagnostic => Markup.Of($"<li>{HtmlText.Line(Remark.InFull(diagnostic))}</li>")))}
            </ul>
            </section>
            """);

    /// <summary>All models under each other; left out where there is one, whose section says the same.</summary>
    private static Markup Overview(IReadOnlyList<ModelView> models)
    {
        var scale = IntervalScale.For(models.Select(static model => model.Advantage));
        return models.Count < 2 ? Markup.None : Markup.Of(
            $"""
            <section class="card" aria-labelledby="overview">
            <h2 id="overview">Models</h2>
            {HtmlTable.Of("overview-table", "Every model of this run, worst first", OverviewColumns, models.Select((model, index) => Row(model, Id(index), scale)))}
            </section>
            """);
    }

    private static Markup[] Row(ModelView model, string id, IntervalScale scale) =>
    [
        Markup.Of($"<a href=\"#{id}\">{HtmlText.Name(model.Name)}</a>"),
        HtmlText.Badge(model.Kind, model.Verdict),
        model.WorstAttack is { } attack ? HtmlText.Name(attack) : HtmlText.Text("none"),
        HtmlText.Text(model.Advantage.Value),
        HtmlText.Text(model.Advantage.Interval),
        HtmlText.Text(model.Advantage.Budget),
        IntervalPlot.Small(model.Advantage, scale),
    ];

    private static Markup Reproduce(ReportView report) => Markup.Of(
        $"""
        <section class="card" aria-labelledby="reproduce">
        <h2 id="reproduce">Reproduce</h2>
        <p class="command"><code>{report.Reproduce}</code></p>
        <p>{ReportView.Promise}.</p>
        </section>
        """);
}
