using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks;

/// <summary>What to do about a model, from what its own figures say of the cause. Reports, comments and summaries say the same.</summary>
public static class Advice
{
    private const string Gap = "gap";
    private const int MostHints = 5;

    /// <summary>One list of parts a hint, the most telling first; none for a model that passed.</summary>
    public static IReadOnlyList<IReadOnlyList<AdvicePart>> For(ModelResult model)
    {
        ArgumentNullException.ThrowIfNull(model);
        IReadOnlyList<AdvicePart>[] hints =
        [
            .. model.Verdict.Kind switch
            {
                VerdictKind.Fail when model.Verdict.Violations.Any(static violation => violation.Limit is not null) => Leak(model),
                VerdictKind.Inconclusive => Undecided(model),
                _ => [],
            },
        ];
        IEnumerable<string> told = hints.SelectMany(static hint => hint).Where(static part => part.Style == AdviceStyle.Code).Select(static part => part.Text);
        string[] untold = [.. model.Verdict.Violations.Select(static violation => violation.Code).Distinct().Except(told)];
        return [.. hints.Concat(untold.Select(Cure)).DistinctBy(static hint => string.Concat(hint)).Take(MostHints)];
    }

    /// <summary>The same, to stand by themselves: where no name goes before them they begin as sentences do.</summary>
    public static IEnumerable<IReadOnlyList<AdvicePart>> Sentences(ModelResult model) => For(model).Select(static hint =>
        hint[0] is { Style: AdviceStyle.Words or AdviceStyle.Strong, Text: [var first, .. var rest] } head
            ? [head with { Text = char.ToUpperInvariant(first) + rest }, .. hint.Skip(1)]
            : hint);

    /// <summary>What cures a code, and the code.</summary>
    public static IReadOnlyList<AdvicePart> Cure(string code) => [Words($"{RuleCatalog.Find(code).Cure} ("), Code(code), Words(")")];

    private static IEnumerable<IReadOnlyList<AdvicePart>> Leak(ModelResult model)
    {
        Finding? all = ModelFigures.Headline(model);
        yield return Cause(model, all);
        if (all?.ShownBy.EndsWith("-per-class", StringComparison.Ordinal) == true)
        {
            yield return [Strong("classes leak unequally."), Words(" The strongest attack, "), Attack(all.ShownBy), Words(", sets its threshold class by class: look at the rarest class first.")];
        }

        foreach (Violation violation in model.Verdict.Violations.Where(static violation => violation.Slice != SliceIds.All).Take(1))
        {
            yield return
            [
                Name(violation.Slice), Words(" "), Strong("is over the budget by itself"),
                Words($" ({Figures.Value(violation.Value, violation.Limit)}): its records are learned by heart more than others'; more of them, or a coarser treatment, helps."),
            ];
        }
    }

    /// <summary>Answer, over-fitting or scores: told apart by how far the attack gets that sees the answer alone.</summary>
    private static IReadOnlyList<AdvicePart> Cause(ModelResult model, Finding? all)
    {
        Finding? gap = model.Report.Findings.FirstOrDefault(static finding => finding is { Attack: Gap, Metric: MetricIds.Advantage, Slice: SliceIds.All });
        double? limit = model.Budget.Advantage;
        if (gap?.Lower > limit)
        {
            return
            [
                Strong("the answer alone leaks."), Words(" The label-only attack "), Attack(Gap),
                Words($" already reaches {Figures.Value(gap.Value, limit)} ({Interval(gap, limit)}), over the budget of {Figures.Limit(limit)}: hiding or rounding scores cannot help. {Overfitting(model)}"),
            ];
        }

        if (gap is { Value: { } part } && all is { Value: { } whole } && 2 * part >= whole)
        {
            return
            [
                Strong("over-fitting."),
                Words($" At least half of the advantage, {Figures.Value(part, limit)} of {Figures.Value(whole, limit)}, is there for who sees the answer alone (attack "),
                Attack(Gap), Words($"). {Overfitting(model)}"),
            ];
        }

        return gap?.Upper <= limit
            ?
            [
                Strong("the scores leak, not the answer."), Words(" The label-only attack "), Attack(Gap),
                Words($" stays within the budget (upper bound {Figures.Value(gap.Upper, limit)}): {Coarser(model)}, and audit that model again ("),
                Code(DiagnosticIds.AdvantageOverBudget), Words(")."),
            ]
            : [Words($"{Overfitting(model)} ("), Code(model.Verdict.Violations.First(static violation => violation.Limit is not null).Code), Words(")")];
    }

    /// <summary>What to do with scores that leak; nothing that was already done.</summary>
    private static string Coarser(ModelResult model) => model.Recognition.Any(static line => line.Contains("; rounded to ", StringComparison.Ordinal))
        ? "the scores are rounded already, so return the class alone, or fewer digits"
        : "return the class alone, or coarser scores";

    private static string Overfitting(ModelResult model)
    {
        SideAccuracy accuracy = model.Report.Accuracy;
        string accuracies = $"Accuracy is {Figures.Share(accuracy.Members)} on members and {Figures.Share(accuracy.NonMembers)} on non-members";
        return accuracy.Members > accuracy.NonMembers
            ? $"{accuracies}: stop training earlier, take a smaller model, weight decay, dropout or more data."
            : $"{accuracies}, so over-fitting does not show there; for a guarantee train with differential privacy.";
    }

    private static IEnumerable<IReadOnlyList<AdvicePart>> Undecided(ModelResult model)
    {
        foreach (Violation violation in model.Verdict.Violations)
        {
            AdvicePart[] metric = violation.Metric.Length == 0 ? []
                : violation.Slice == SliceIds.All ? [Words(MetricNames.Of(violation.Metric))]
                : [Words($"{MetricNames.Of(violation.Metric)} on "), Name(violation.Slice)];
            yield return violation.RecordsNeeded is { } needed
                ?
                [
                    Words($"audit with {(needed.IsLowerBound ? "more than" : "about")} {Figures.Count(needed.Count)} records a side to decide the "),
                    .. metric, Words(" ("), Code(violation.Code), Words(")."),
                ]
                : [Words($"{RuleCatalog.Find(violation.Code).Cure} ("), Code(violation.Code), .. metric.Length == 0 ? metric : [Words(", "), .. metric], Words(")")];
        }
    }

    private static string Interval(Finding finding, double? limit) =>
        $"{Figures.Confidence(finding.Confidence)} interval {Figures.Interval(finding.Lower, finding.Upper, limit)}";

    private static AdvicePart Words(string text) => new(AdviceStyle.Words, text);

    private static AdvicePart Strong(string text) => new(AdviceStyle.Strong, text);

    private static AdvicePart Name(string text) => new(AdviceStyle.Name, text);

    private static AdvicePart Attack(string id) => new(AdviceStyle.Attack, id);

    private static AdvicePart Code(string id) => new(AdviceStyle.Code, id);
}
