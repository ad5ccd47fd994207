using System.Globalization;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>One model's part: the verdict and what to do first, the figures after, method and provenance last.</summary>
internal static class HtmlModel
{
    public static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"model-{index + 1}");

    public static Markup Section(ModelResult model, string id, bool strict) => Markup.Of(
        $"""
        <section class="card" aria-labelledby="{id}">
        <h2 id="{id}">{HtmlText.Name(model.Name)} {HtmlText.Badge(model.Verdict.Kind, Headline.Word(model.Verdict.Kind))}</h2>
        {Markup.Lines(
            Markup.Of($"<p class=\"lead\">{Headline.Meaning(model)}</p>"),
            IntervalPlot.Large(ModelFigures.Headline(model), model.Budget.Advantage),
            KeyFigures(model),
            HtmlReasons.Sections(model, strict),
            HtmlAttacks.Section(model, id),
            HtmlCurves.Section(model, id),
            HtmlQueryCosts.Section(model, id),
            HtmlSlices.Section(model, id),
            HtmlFiles.Section(model, id),
            HtmlNotMeasured.Section(model),
            HtmlProvenance.Model(model, id))}
        </section>
        """);

    private static Markup KeyFigures(ModelResult model)
    {
        RecordCounts counts = model.Report.Counts;
        SideAccuracy accuracy = model.Report.Accuracy;
        Finding? headline = ModelFigures.Headline(model);
        double? limit = model.Budget.Advantage;
        return Markup.Of(
            $"""
            <dl class="tiles">
            {Tile("membership advantage", Figures.Value(headline?.Value, limit), headline is null ? "" : $"{Figures.Confidence(headline.Confidence)} interval {Figures.Interval(headline.Lower, headline.Upper, limit)}")}
            {Tile("budget", Figures.Limit(limit), headline is null ? "" : $"worst attack: {headline.ShownBy}")}
            {Tile("records judged", $"{Figures.Count(counts.Members)} / {Figures.Count(counts.NonMembers)}", "members / non-members")}
            {Tile("accuracy", $"{Figures.Share(accuracy.Members)} / {Figures.Share(accuracy.NonMembers)}", "members / non-members")}
            </dl>
            """);
    }

    private static Markup Tile(string term, string figure, string note) =>
        Markup.Of($"<div><dt>{term}</dt><dd><strong>{figure}</strong> <span>{note}</span></dd></div>");
}
