using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>What to do about a model, from what its own figures say of the cause.</summary>
internal static class Advice
{
    private const string Gap = "gap";
    private const int MostModels = 3;
    private const int MostHints = 4;

    public static string Of(GateRun run)
    {
        string[] hints =
        [
            .. run.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(diagnostic => diagnostic.Id).Distinct()
                .Select(id => $"{Markdown.Sentence(RuleCatalog.Find(id).Cure)} ({Markdown.Code(id)})"),
            .. ModelFigures.WorstFirst(run.Report.Models).Where(model => model.Verdict.Kind != VerdictKind.Pass).Take(MostModels).SelectMany(Hints),
        ];
        return hints.Length == 0 ? "" : $"**What to do**\n\n{string.Join('\n', hints.Take(MostModels * MostHints).Select(hint => "- " + hint))}";
    }

    private static IEnumerable<string> Hints(ModelResult model)
    {
        string name = MarkdownText.Name(model.Name);
        IEnumerable<string> hints = model.Verdict.Kind switch
        {
            VerdictKind.Fail => Leak(model),
            VerdictKind.Inconclusive => Undecided(model),
            _ => model.Verdict.Violations.Take(1).Select(violation => $"{Markdown.Sentence(RuleCatalog.Find(violation.Code).Cure)} ({Markdown.Code(violation.Code)})"),
        };
        return hints.Take(MostHints).Select(hint => $"{name}: {hint}");
    }

    private static IEnumerable<string> Leak(ModelResult model)
    {
        Finding? all = ModelFigures.Headline(model);
        Finding? gap = model.Report.Findings.FirstOrDefault(finding => finding is { Attack: Gap, Metric: MetricIds.Advantage, Slice: SliceIds.All });
        double? limit = model.Budget.Advantage;
        if (gap?.Lower > limit)
        {
            yield return $"**the answer alone leaks.** The label-only attack [`gap`]({Markdown.Docs("attacks/gap.md")}) already reaches {Figures.Value(gap.Value, limit)} ({Interval(gap, limit)}), over the budget of {Figures.Limit(limit)}: hiding or rounding scores cannot help. {Overfitting(model)}";
        }
        else if (gap is { Value: { } part } && all is { Value: { } whole } && 2 * part >= whole)
        {
            yield return $"**over-fitting.** At least half of the advantage, {Figures.Value(part, limit)} of {Figures.Value(whole, limit)}, is there for who sees the answer alone (attack [`gap`]({Markdown.Docs("attacks/gap.md")})). {Overfitting(model)}";
        }
        else if (gap?.Upper <= limit)
        {
            yield return $"**the scores leak, not the answer.** The label-only attack [`gap`]({Markdown.Docs("attacks/gap.md")}) stays within the budget (upper bound {Figures.Value(gap.Upper, limit)}): return the class alone, or coarser scores, and audit that model again ({Markdown.Code(DiagnosticIds.AdvantageOverBudget)}).";
        }
        else
        {
            yield return $"{Overfitting(model)} ({Markdown.Code(model.Verdict.Violations[0].Code)})";
        }

        if (all?.ShownBy.EndsWith("-per-class", StringComparison.Ordinal) == true)
        {
            yield return $"**classes leak unequally.** The strongest attack, [{MarkdownText.Name(all.ShownBy)}]({Markdown.Docs("attacks/" + Page(all.ShownBy))}), sets its threshold class by class: look at the rarest class first.";
        }

        foreach (Violation violation in model.Verdict.Violations.Where(violation => violation.Slice != SliceIds.All).Take(1))
        {
            yield return $"**{MarkdownText.Name(violation.Slice)} is over the budget by itself** ({Figures.Value(violation.Value, violation.Limit)}): its records are learned by heart more than others'; more of them, or a coarser treatment, helps.";
        }
    }

    private static string Overfitting(ModelResult model)
    {
        SideAccuracy accuracy = model.Report.Accuracy;
        string accuracies = $"Accuracy is {Figures.Share(accuracy.Members)} on members and {Figures.Share(accuracy.NonMembers)} on non-members";
        return accuracy.Members > accuracy.NonMembers
            ? $"{accuracies}: stop training earlier, take a smaller model, weight decay, dropout or more data."
            : $"{accuracies}, so over-fitting does not show there; for a guarantee train with differential privacy.";
    }

    private static IEnumerable<string> Undecided(ModelResult model)
    {
        foreach (Violation violation in model.Verdict.Violations)
        {
            string metric = $"{MarkdownText.Metric(violation.Metric)}{(violation.Slice == SliceIds.All ? "" : $" on {MarkdownText.Name(violation.Slice)}")}";
            yield return violation.RecordsNeeded is { } needed
                ? $"audit with {(needed.IsLowerBound ? "more than" : "about")} {Figures.Count(needed.Count)} records a side to decide the {metric} ({Markdown.Code(violation.Code)})."
                : $"{Markdown.Sentence(RuleCatalog.Find(violation.Code).Cure)} ({Markdown.Code(violation.Code)}, {metric})";
        }
    }

    private static string Interval(Finding finding, double? limit) =>
        $"{Figures.Confidence(finding.Confidence)} interval {Figures.Interval(finding.Lower, finding.Upper, limit)}";

    // Only names of pages we have: an attack's id may come from somebody else's report.
    private static string Page(string attack) => Attacks.AttackCatalog.Ids.Contains(attack) ? attack + ".md" : "gap.md";
}
