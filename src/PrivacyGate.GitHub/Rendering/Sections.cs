using System.Globalization;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>The parts that comment and summary have in common.</summary>
internal static class Sections
{
    public static string Heading(GateRun run)
    {
        bool problem = run.Report.Models.Count == 0 || run.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
        string icon = problem ? ModelTable.Icon(VerdictKind.Invalid) : ModelTable.Icon(ModelFigures.WorstFirst(run.Report.Models)[0].Verdict.Kind);
        return $"### {icon} PrivacyGate: {Headline.Markdown(run)}";
    }

    public static string Meaning(GateRun run) =>
        ModelFigures.WorstFirst(run.Report.Models) is [var worst, ..] ? Headline.Meaning(worst) : "";

    public static string Problems(GateRun run, int limit) => Markdown.List(
        "**Not audited**",
        run.Diagnostics.Where(diagnostic => diagnostic.Severity != Severity.Message)
            .OrderByDescending(diagnostic => diagnostic.Severity)
            .Select(diagnostic => $"{Markdown.Code(diagnostic.Id)}:{Place(diagnostic.Location)} {Markdown.Sentence(diagnostic.Message)}"),
        limit);

    public static string Why(GateRun run, int limit) => Markdown.List(
        "**Why**",
        from model in ModelFigures.WorstFirst(run.Report.Models)
        from violation in model.Verdict.Violations
        select $"{Markdown.Code(violation.Code)} {MarkdownText.Name(model.Name)}: {Markdown.Sentence(violation.Message)}",
        limit);

    /// <summary>What a reader of the figures must know; notes are for report.md.</summary>
    public static string Warnings(GateRun run, int limit) => Markdown.List(
        "**Mind**",
        from model in ModelFigures.WorstFirst(run.Report.Models)
        from warning in model.Report.Warnings
        where warning.Severity != Severity.Message
        select $"{Markdown.Code(warning.Id)} {MarkdownText.Name(model.Name)}: {Markdown.Sentence(warning.Message)}",
        limit);

    /// <summary>The last line always leads to the run.</summary>
    public static string Footer(GateRun run, RunIdentity identity)
    {
        string[] facts =
        [
            $"[run #{identity.Stamp.Number.ToString(CultureInfo.InvariantCulture)}]({identity.RunUrl.AbsoluteUri})",
            $"commit {identity.Sha[..7]}",
            $"PrivacyGate {MarkdownText.Name(run.Report.ToolVersion)}",
            $"profile {MarkdownText.Name(run.Report.Profile)}",
            .. Records(run),
            $"[how to read this]({Markdown.Docs("github.md")})",
        ];
        string reproduce = run.Report.Models.Count == 0 ? "" : $"Reproduce: `{ReproduceLine.Of(run)}`\n\n";
        return $"{reproduce}<sub>{string.Join(" \u00B7 ", facts)}</sub>";
    }

    private static IEnumerable<string> Records(GateRun run) => run.Report.Models is [var only]
        ?
        [
            $"{Figures.Count(only.Report.Counts.Members)} members, {Figures.Count(only.Report.Counts.NonMembers)} non-members",
            $"model SHA-256 {MarkdownText.Name(PlainText.Clip(only.Sha256, 15))}",
        ]
        : [];

    private static string Place(SourceLocation? location) => location switch
    {
        null => "",
        { Line: > 0 } => FormattableString.Invariant($" {MarkdownText.Name(location.Path)} line {location.Line}:"),
        _ => $" {MarkdownText.Name(location.Path)}:",
    };
}
