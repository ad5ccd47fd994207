using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>All models under each other, worst first; left out where there is one, whose section says the same.</summary>
internal static class HtmlOverview
{
    private static readonly HtmlColumn[] Columns =
    [
        "model", "verdict", "worst attack", HtmlColumn.Number("membership advantage"), HtmlColumn.Number("interval"), HtmlColumn.Number("budget"), "interval and budget drawn",
    ];

    public static Markup Section(IReadOnlyList<ModelResult> models)
    {
        if (models.Count < 2)
        {
            return Markup.None;
        }

        IntervalScale scale = IntervalScale.For(models.Select(model => (ModelFigures.Headline(model), model.Budget.Advantage)));
        return Markup.Of(
            $"""
            <section class="card" aria-labelledby="overview">
            <h2 id="overview">Models</h2>
            {HtmlTable.Of("overview-table", "Every model of this run, worst first", Columns, models.Select((model, index) => Row(model, HtmlModel.Id(index), scale)))}
            </section>
            """);
    }

    private static Markup[] Row(ModelResult model, string id, IntervalScale scale)
    {
        Finding? headline = ModelFigures.Headline(model);
        double? limit = model.Budget.Advantage;
        return
        [
            Markup.Of($"<a href=\"#{id}\">{HtmlText.Name(model.Name)}</a>"),
            HtmlText.Badge(model.Verdict.Kind, Headline.Word(model.Verdict.Kind)),
            headline is null ? Markup.Of($"none") : HtmlText.Name(headline.ShownBy),
            Markup.Of($"{Figures.Value(headline?.Value, limit)}"),
            Markup.Of($"{Figures.Interval(headline?.Lower, headline?.Upper, limit)}"),
            Markup.Of($"{Figures.Limit(limit)}"),
            IntervalPlot.Small(headline, limit, scale),
        ];
    }
}
