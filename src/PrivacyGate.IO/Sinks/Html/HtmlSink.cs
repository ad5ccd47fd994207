using System.Text;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>report.html: one file to read at a glance and to keep on file. No script, nothing loaded from elsewhere.</summary>
public sealed class HtmlSink : ISink
{
    public string FileName => "report.html";

    public void Write(GateRun run, Stream output)
    {
        IReadOnlyList<ModelResult> models = ModelFigures.WorstFirst(run.Report.Models);
        Markup main = Markup.Lines(
        [
            HtmlDiagnostics.Section(run.Diagnostics),
            HtmlOverview.Section(models),
            .. models.Select((model, index) => HtmlModel.Section(model, HtmlModel.Id(index), run.Strict)),
            HtmlProvenance.Section(run),
            HtmlGuide.Section(),
        ]);
        output.Write(Encoding.UTF8.GetBytes(Page(run, main).Html.ReplaceLineEndings("\n") + "\n"));
    }

    private static Markup Page(GateRun run, Markup main)
    {
        string title = Headline.Plain(run);
        return Markup.Of(
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
            <title>{title}</title>
            <style>{Markup.OfOwnFile(Stylesheet.Css)}</style>
            </head>
            <body>
            {HtmlBanner.Header(run)}
            <main>
            {main}
            </main>
            {HtmlProvenance.Footer(run)}
            </body>
            </html>
            """);
    }
}
