using System.Globalization;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Markdown;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>How much of a run is told before sections are dropped whole.</summary>
/// <param name="Rows">Models in the table.</param>
/// <param name="Lines">Lines of a list.</param>
/// <param name="Charts">Models with a chart.</param>
/// <param name="Details">Models with every attack.</param>
internal sealed record Room(int Rows, int Lines, int Charts = int.MaxValue, int Details = int.MaxValue);

/// <summary>The parts of comment and summary.</summary>
internal static class Sections
{
    private const string Guide = HelpLink.Project + "/blob/main/docs/github.md";
    private const int MostAdvisedModels = 3;
    private const int MostHints = 12;

    /// <summary>In the order of reading. What is dropped first has the smallest weight.</summary>
    public static Part[] Of(ReportView report, RunIdentity identity, GateRun? baseline, Room room) =>
    [
        new($"### {ModelTable.Icon(report.Kind)} PrivacyGate: {report.Word}: {MarkdownText.Line(report.Sentence)}", BudgetedText.Always),
        new(report.Models is [var worst, ..] ? worst.Meaning : "", 6),
        new(Problems(report, room.Lines), 5),
        new(Markdown.List("**This change loosens the gate**", LoosenedGate.Of(report.Run, baseline), room.Lines), 5),
        new(ModelTable.Of(report.Models, baseline, room.Rows), 5),
        new(Markdown.List("**What to do**", Advised(report).Take(MostHints), MostHints), 4),
        new(Why(report, room.Lines), 3),
        new(Warnings(report, room.Lines), 3),
        .. CurveChart.Of(report.Models).Take(room.Charts).Select(static chart => new Part(chart, 2)),
        .. report.Models.Take(room.Details).Select(static model => new Part(AttackDetails.Of(model), 1)),
        new(Footer(report, identity), BudgetedText.Always),
    ];

    private static string Problems(ReportView report, int limit) => Markdown.List(
        "**Not audited**",
        report.Diagnostics.Where(static diagnostic => diagnostic.Severity != Severity.Message)
            .OrderByDescending(static diagnostic => diagnostic.Severity)
            .Select(Remark.Short),
        limit);

    private static IEnumerable<Phrase> Advised(ReportView report) =>
    [
        .. report.Diagnostics.Where(static diagnostic => diagnostic.Severity == Severity.Error).Select(static diagnostic => diagnostic.Id).Distinct().Select(Advice.Cure),
        .. from model in report.Models.Where(static model => model.Kind != VerdictKind.Pass).Take(MostAdvisedModels)
           from hint in model.Advice
           select Phrase.Of($"{Phrase.Name(model.Name)}: {hint}"),
    ];

    private static string Why(ReportView report, int limit) => Markdown.List(
        "**Why**", report.Models.SelectMany(static model => model.Violations, static (model, violation) => Remark.About(model.Name, violation)), limit);

    /// <summary>What a reader of the figures must know; notes are for report.md.</summary>
    private static string Warnings(ReportView report, int limit) => Markdown.List(
        "**Mind**",
        from model in report.Models
        from warning in model.Warnings
        where warning.Severity != Severity.Message
        select Remark.About(model.Name, warning),
        limit);

    /// <summary>The last line always leads to the run.</summary>
    private static string Footer(ReportView report, RunIdentity identity)
    {
        string[] facts =
        [
            $"[run #{identity.Stamp.Number.ToString(CultureInfo.InvariantCulture)}]({identity.RunUrl.AbsoluteUri})",
            $"commit {identity.Sha[..7]}",
            $"PrivacyGate {MarkdownText.Name(report.Run.Report.ToolVersion)}",
            $"profile {MarkdownText.Name(report.Run.Report.Profile)}",
            .. report.Models is [var only] ? (string[])[only.Sides, $"model SHA-256 {MarkdownText.Name(PlainText.Clip(only.Sha256, 15))}"] : [],
            $"[how to read this]({Guide})",
        ];
        var reproduce = report.Models.Count == 0 ? "" : $"Reproduce: `{report.Reproduce}`\n\n";
        return $"{reproduce}<sub>{string.Join(" \u00B7 ", facts)}</sub>";
    }
}
