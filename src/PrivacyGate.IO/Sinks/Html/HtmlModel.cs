using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>One model's part: the verdict and what to do first, the figures after, method and provenance last.</summary>
internal static class HtmlModel
{
    private const int MostLines = 50;
    private const int MostSlices = 30;

    private static readonly HtmlColumn[] RecordColumns =
        ["side", HtmlColumn.Number("records judged"), HtmlColumn.Number("dropped as equal")];

    public static Markup Section(ModelView model, string id) => Markup.Of(
        $"""
        <section class="card" aria-labelledby="{id}">
        <h2 id="{id}">{HtmlText.Name(model.Name)} {HtmlText.Badge(model.Kind, model.Verdict)}</h2>
        {Markup.Lines([
            Markup.Of($"<p class=\"lead\">{model.Meaning}</p>"),
            IntervalPlot.Large(model.Advantage),
            KeyFigures(model, model.Provenance.Sides),
            .. model.Lists.Select(static list => HtmlText.List(list, MostLines)),
            HtmlTables.Attacks(model.Attacks, id),
            HtmlCurves.Section(model, id),
            HtmlQueryCosts.Section(model, id),
            HtmlTables.Slices(model.Slices, MostSlices, id),
            HtmlText.List(model.UndecidedSlices, MostSlices),
            HtmlTables.Files(model.Files, id),
            HtmlText.List(model.NotMeasured, MostLines),
            Records(model.Provenance, id),
            Method(model.Provenance)])}
        </section>
        """);

    private static Markup KeyFigures(ModelView model, IReadOnlyList<SideRow> sides)
    {
        var measured = model.WorstAttack is not null;
        return Markup.Of(
            $"""
            <dl class="tiles">
            {Tile("membership advantage", model.Advantage.Value, measured ? model.Advantage.Spread : "")}
            {Tile("budget", model.Advantage.Budget, measured ? $"worst attack: {model.WorstAttack}" : "")}
            {Tile("records judged", $"{sides[0].Judged} / {sides[1].Judged}", "members / non-members")}
            {Tile(model.Provenance.FitNames[0], $"{sides[0].Fit[0]} / {sides[1].Fit[0]}", "members / non-members")}
            </dl>
            """);
    }

    private static Markup Tile(string term, string figure, string note) =>
        Markup.Of($"<div><dt>{term}</dt><dd><strong>{figure}</strong> <span>{note}</span></dd></div>");

    private static Markup Records(Provenance provenance, string id) => Markup.Of(
        $"""
        <h3>Records and {provenance.FitWord}</h3>
        {HtmlTable.Of(
            $"{id}-records",
            provenance.IsOfClasses ? "A large gap between the accuracies is over-fitting, the usual cause of a leak" : "A large gap between the sides is over-fitting, the usual cause of a leak",
            [.. RecordColumns, .. provenance.FitNames.Select(HtmlColumn.Number)],
            provenance.Sides.Select(static side => new[] { side.Side, side.Judged, side.Equal }.Concat(side.Fit).Select(HtmlText.Text).ToArray()))}
        """);

    private static Markup Method(Provenance provenance)
    {
        Markup[] methods = [.. provenance.Methods.Select(static row => Markup.Of($"<li><strong>{row.Metrics}</strong>. {row.Text}</li>"))];
        return Markup.Of(
            $"""
            <h3>Method and provenance</h3>
            <dl class="facts">
            {Facts(provenance.Model)}
            {Facts(provenance.Audit)}
            {Facts(provenance.Shadows)}
            </dl>
            {(methods.Length == 0 ? Markup.None : Markup.Of($"<ul class=\"methods\">\n{Markup.Lines(methods)}\n</ul>"))}
            """);
    }

    private static Markup Facts(IReadOnlyList<(string Term, Phrase Fact)> facts) =>
        Markup.Lines(facts.Select(static fact => Markup.Of($"<div><dt>{fact.Term}</dt><dd>{HtmlText.Line(fact.Fact)}</dd></div>")));
}
