using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks;

/// <summary>One model's part of report.md.</summary>
internal static class MarkdownModel
{
    private const int SliceLimit = 30;
    private const int ViolationLimit = 50;

    public static string Section(ModelResult model, bool strict)
    {
        string?[] parts =
        [
            $"## {MarkdownText.Name(model.Name)}: {Headline.Word(model.Verdict.Kind)}",
            Headline.Meaning(model),
            Violations(model, strict),
            List("**What to do**", Advice.Sentences(model).Select(static hint => $"- {MarkdownAdvice.Line(hint)}"), ViolationLimit),
            Needed(model),
            Warnings(model),
            MarkdownAttacks.Section(model),
            MarkdownFiles.Section(model),
            MarkdownQueryCosts.Section(model),
            Slices(model),
            Undecided(model),
            NotMeasured(model),
            Records(model),
            MarkdownMethod.Section(model),
        ];
        return string.Join("\n\n", parts.OfType<string>());
    }

    public static string TableRow(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    public static string Code(string id) => $"[{id}]({HelpLink.For(id)})";

    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static string? Violations(ModelResult model, bool strict) => List(
        "**Why**",
        model.Verdict.Violations.Select(violation =>
            $"- {Code(violation.Code)} ({Word(RunDiagnostics.SeverityOf(model.Verdict, violation, strict))}): {MarkdownText.Sentence(violation.Message)}"),
        ViolationLimit);

    private static string? Needed(ModelResult model) => List(
        "**How many records would decide**",
        from violation in model.Verdict.Violations
        where violation.RecordsNeeded is not null
        let needed = violation.RecordsNeeded
        let amount = $"{(needed.IsLowerBound ? "more than" : "about")} {Figures.Count(needed.Count)} records a side"
        select $"- {MarkdownText.Metric(violation.Metric)}{OnSlice(violation.Slice)}: {amount} (this audit: {Sides(model.Report.Counts)})",
        ViolationLimit);

    private static string? Warnings(ModelResult model) => List(
        "**Warnings**",
        model.Report.Warnings.Select(warning => $"- {Code(warning.Id)}: {MarkdownText.Sentence(warning.Message)}"),
        ViolationLimit);

    private static string? Slices(ModelResult model) => Table(
        "### Slices, largest value first",
        ["attack", "metric", "slice"],
        model.Report.Findings
            .Where(finding => finding.Slice != SliceIds.All && finding.Value is not null)
            .OrderByDescending(finding => finding.Metric == MetricIds.Advantage)
            .ThenByDescending(finding => finding.Value)
            .Select(finding => FindingRow(model, finding, MarkdownText.Cell(finding.Attack), MarkdownText.Metric(finding.Metric), MarkdownText.Cell(finding.Slice))),
        SliceLimit);

    private static string? Table(string title, string[] firstColumns, IEnumerable<string> rows, int limit)
    {
        string[] all = [.. rows];
        if (all.Length == 0)
        {
            return null;
        }

        string[] columns = [.. firstColumns, "value", "interval", "budget"];
        string more = all.Length > limit ? $"\n\n{Figures.Count(all.Length - limit)} more in report.json." : "";
        return $"{title}\n\n{TableRow(columns)}\n|{string.Concat(columns.Select(_ => "---|"))}\n{string.Join('\n', all.Take(limit))}{more}";
    }

    private static string FindingRow(ModelResult model, Finding finding, params IEnumerable<string> names)
    {
        double? limit = ModelFigures.Limit(model.Budget, finding.Metric);
        return TableRow([
            .. names,
            Figures.Value(finding.Value, limit),
            $"{Figures.Interval(finding.Lower, finding.Upper, limit)} ({Figures.Confidence(finding.Confidence)})",
            Figures.Limit(limit)]);
    }

    private static string? Undecided(ModelResult model) => List(
        "### Slices that these records cannot decide (they do not change the verdict)",
        model.Verdict.UndecidedSlices.Select(slice => $"- {MarkdownText.Name(slice.Slice)}: {MarkdownText.Sentence(slice.Message)}"),
        SliceLimit);

    private static string? NotMeasured(ModelResult model)
    {
        IEnumerable<string> findings =
            from finding in model.Report.Findings
            where finding.Value is null
            group finding.Attack by (finding.Metric, finding.Slice, Why: WhyNotMeasured(finding)) into same
            let attacks = string.Join(", ", same.Distinct().Select(MarkdownText.Name))
            select $"- {MarkdownText.Metric(same.Key.Metric)}{OnSlice(same.Key.Slice)} ({attacks}): {same.Key.Why}";
        IEnumerable<string> refused = model.Report.Refused
            .Select(refusal => $"- attack {MarkdownText.Name(refusal.Attack)} was not run: {MarkdownText.Sentence(refusal.Reason)}");
        return List("### What was not measurable, and why", findings.Concat(refused), ViolationLimit);
    }

    private static string WhyNotMeasured(Finding finding) => finding.NonMembersNeeded is { } needed
        ? $"needs at least {Figures.Count(needed)} non-members, there are {Figures.Count(finding.NonMembers)}"
        : MarkdownText.Sentence(finding.Method);

    private static string Records(ModelResult model)
    {
        RecordCounts counts = model.Report.Counts;
        SideAccuracy accuracy = model.Report.Accuracy;
        return
            $"""
            ### Records and accuracy

            | side | records judged | dropped as equal | accuracy |
            |---|---|---|---|
            | members | {Figures.Count(counts.Members)} | {Figures.Count(counts.EqualMembers)} | {Figures.Share(accuracy.Members)} |
            | non-members | {Figures.Count(counts.NonMembers)} | {Figures.Count(counts.EqualNonMembers)} | {Figures.Share(accuracy.NonMembers)} |
            | reference | {Figures.Count(counts.Reference)} | | |
            """.ReplaceLineEndings("\n");
    }

    private static string? List(string title, IEnumerable<string> lines, int limit)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
        {
            return null;
        }

        string more = all.Length > limit ? $"\n- {Figures.Count(all.Length - limit)} more in report.json" : "";
        return $"{title}\n\n{string.Join('\n', all.Take(limit))}{more}";
    }

    private static string OnSlice(string slice) => slice == SliceIds.All ? "" : $" on {MarkdownText.Name(slice)}";

    private static string Sides(RecordCounts counts) => $"{Figures.Count(counts.Members)} members, {Figures.Count(counts.NonMembers)} non-members";
}
