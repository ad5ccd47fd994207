using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>Why a verdict is what it is, what would change it, and what was not measured.</summary>
internal static class Reasons
{
    /// <summary>"about 2,100 records a side".</summary>
    public static string Amount(RecordsNeeded needed) => $"{(needed.IsLowerBound ? "more than" : "about")} {Figures.Count(needed.Count)} records a side";

    /// <summary>How much a violation matters to the build.</summary>
    public static Severity SeverityOf(Verdict verdict, Violation violation, bool strict) =>
        strict ? Severity.Error
        : verdict.Kind == VerdictKind.Inconclusive ? Severity.Warning
        : RuleCatalog.Find(violation.Code).DefaultSeverity;

    public static IEnumerable<Phrase> Needed(ModelResult model) =>
        from violation in model.Verdict.Violations
        let needed = violation.RecordsNeeded
        where needed is not null
        select Phrase.Of($"{MetricNames.Of(violation.Metric)}{Phrase.OnSlice(violation.Slice)}: {Amount(needed)} (this audit: {Sides(model.Report.Counts)})");

    /// <summary>"1,000 members, 1,200 non-members".</summary>
    public static string Sides(RecordCounts counts) => $"{Figures.Count(counts.Members)} members, {Figures.Count(counts.NonMembers)} non-members";

    public static IEnumerable<Phrase> NotMeasured(AuditReport report) =>
        from finding in report.Findings
        where finding.Value is null
        group finding.Attack by (finding.Metric, finding.Slice, Why: WhyNotMeasured(finding)) into same
        select Phrase.Of($"{MetricNames.Of(same.Key.Metric)}{Phrase.OnSlice(same.Key.Slice)} ({Phrase.Names(same.Distinct())}): {Phrase.Message(same.Key.Why)}");

    private static string WhyNotMeasured(Finding finding) => finding.NonMembersNeeded is { } needed
        ? $"needs at least {Figures.Count(needed)} non-members, there are {Figures.Count(finding.NonMembers)}"
        : finding.Method;
}
