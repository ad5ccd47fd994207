using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>One row a model, worst first.</summary>
internal static class ModelTable
{
    private static readonly string[] Columns = ["model", "verdict", "worst attack", "membership advantage", "interval", "base", "change", "budget"];

    public static string Of(GateRun run, GateRun? baseline, int limit)
    {
        IReadOnlyList<ModelResult> models = ModelFigures.WorstFirst(run.Report.Models);
        if (models.Count == 0)
        {
            return "";
        }

        string more = models.Count > limit ? $"\n\n{Figures.Count(models.Count - limit)} more models in report.md, none of them worse." : "";
        return Markdown.Table(Columns, models.Take(limit).Select(model => Row(model, baseline))) + more;
    }

    private static string Row(ModelResult model, GateRun? baseline)
    {
        Finding? headline = ModelFigures.Headline(model);
        double? limit = model.Budget.Advantage;
        (string before, string change) = Change.Of(model, baseline);
        return Markdown.Row(
            MarkdownText.Cell(model.Name),
            $"{Icon(model.Verdict.Kind)} **{Headline.Word(model.Verdict.Kind)}**",
            headline is null ? "none" : MarkdownText.Cell(headline.ShownBy),
            Figures.Value(headline?.Value, limit),
            Figures.Interval(headline?.Lower, headline?.Upper, limit),
            before,
            change,
            Figures.Limit(limit));
    }

    /// <summary>Beside the word, never in its place.</summary>
    public static string Icon(VerdictKind kind) => kind switch
    {
        VerdictKind.Pass => "\u2705",
        VerdictKind.Fail => "\u274C",
        _ => "\u26A0\uFE0F",
    };
}
