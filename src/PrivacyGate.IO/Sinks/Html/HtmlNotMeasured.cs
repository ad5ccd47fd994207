using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What these records or this model cannot tell, and why: left out is not within budget.</summary>
internal static class HtmlNotMeasured
{
    private const int Limit = 50;

    public static Markup Section(ModelResult model) =>
        HtmlText.List("What was not measurable, and why", Findings(model.Report.Findings).Concat(model.Report.Refused.Select(Refused)), Limit);

    private static IEnumerable<Markup> Findings(IReadOnlyList<Finding> findings) =>
        from finding in findings
        where finding.Value is null
        group finding.Attack by (finding.Metric, finding.Slice, Why: Reason(finding)) into same
        let attacks = Markup.Join(same.Distinct().Select(HtmlText.Name), ", ")
        select Markup.Of($"{MetricNames.Of(same.Key.Metric)}{HtmlText.OnSlice(same.Key.Slice)} ({attacks}): {HtmlText.Sentence(same.Key.Why)}");

    private static Markup Refused(RefusedAttack refusal) =>
        Markup.Of($"attack {HtmlText.Name(refusal.Attack)} was not run: {HtmlText.Sentence(refusal.Reason)}");

    private static string Reason(Finding finding) => finding.NonMembersNeeded is { } needed
        ? $"needs at least {Figures.Count(needed)} non-members, there are {Figures.Count(finding.NonMembers)}"
        : finding.Method;
}
