using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Markdown;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>One row a model, worst first, with what a change did to its membership advantage.</summary>
internal static class ModelTable
{
    private static readonly string[] Columns = ["model", "verdict", "worst attack", "membership advantage", "interval", "base", "change", "budget"];

    public static string Of(IReadOnlyList<ModelView> models, GateRun? baseline, int limit)
    {
        var more = models.Count > limit ? $"\n\n{Figures.Count(models.Count - limit)} more models in report.md, none of them worse." : "";
        return models.Count == 0 ? "" : MarkdownText.Table(Columns, models.Take(limit).Select(model => Row(model, baseline))) + more;
    }

    /// <summary>Beside the word, never in its place.</summary>
    public static string Icon(VerdictKind? kind) => kind switch
    {
        VerdictKind.Pass => "\u2705",
        VerdictKind.Fail => "\u274C",
        _ => "\u26A0\uFE0F",
    };

    private static string Row(ModelView model, GateRun? baseline)
    {
        (var before, var change) = Change(model, baseline);
        return MarkdownText.Row(
            MarkdownText.Cell(model.Name),
            $"{Icon(model.Kind)} **{model.Verdict}**",
            model.WorstAttack is { } attack ? MarkdownText.Cell(attack) : "none",
            model.Advantage.Value,
            model.Advantage.Interval,
            before,
            change,
            model.Advantage.Budget);
    }

    /// <summary>The value on the base branch, and the change in figures and in a word.</summary>
    private static (string Base, string Difference) Change(ModelView model, GateRun? baseline)
    {
        if (baseline?.Report.Models.FirstOrDefault(other => other.Name == model.Name) is not { } before)
        {
            return ("no base value", baseline is null ? "" : "new model");
        }

        var was = FigureView.Of(ModelFigures.Headline(before), limit: null);
        return (was.Value, model.Advantage.Number - was.Number is { } difference ? Difference(difference, was, model.Advantage) : "");
    }

    // Two intervals that do not touch differ by more than chance would often bring about; that they touch proves nothing.
    private static string Difference(double difference, FigureView was, FigureView now)
    {
        var figure = (Figures.Value(difference) is ['-', ..] ? "" : "+") + Figures.Value(difference);
        var word = now.Lower > was.Upper ? "worse"
            : now.Upper < was.Lower ? "better"
            : "not beyond chance";
        return $"{figure}, {word}";
    }
}
