using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>Why the verdict is what it is, and what to do about it.</summary>
internal static class HtmlReasons
{
    private const int Limit = 50;

    public static Markup Sections(ModelResult model, bool strict) => Markup.Lines(
        HtmlText.List("Why", model.Verdict.Violations.Select(violation => Reason(model.Verdict, violation, strict)), Limit),
        HtmlText.List("What to do", Advice.Sentences(model).Select(HtmlAdvice.Line), Limit),
        HtmlText.List("How many records would decide", Needed(model), Limit),
        HtmlText.List("Warnings", model.Report.Warnings.Select(warning => Markup.Of($"{HtmlText.Code(warning.Id)}: {HtmlText.Sentence(warning.Message)}")), Limit));

    private static Markup Reason(Verdict verdict, Violation violation, bool strict) =>
        Markup.Of($"{HtmlText.Code(violation.Code)} ({MarkdownModel.Word(RunDiagnostics.SeverityOf(verdict, violation, strict))}): {HtmlText.Sentence(violation.Message)}");

    private static IEnumerable<Markup> Needed(ModelResult model) =>
        from violation in model.Verdict.Violations
        where violation.RecordsNeeded is not null
        let needed = violation.RecordsNeeded
        let amount = $"{(needed.IsLowerBound ? "more than" : "about")} {Figures.Count(needed.Count)} records a side"
        select Markup.Of($"{MetricNames.Of(violation.Metric)}{HtmlText.OnSlice(violation.Slice)}: {amount} (this audit: {Sides(model.Report.Counts)})");

    private static string Sides(RecordCounts counts) => $"{Figures.Count(counts.Members)} members, {Figures.Count(counts.NonMembers)} non-members";
}
