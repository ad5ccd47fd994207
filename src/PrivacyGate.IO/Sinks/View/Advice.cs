using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Rules;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>What to do about a model, from what its own figures say of the cause. Reports, comments and summaries say the same.</summary>
public static class Advice
{
    private const string Gap = "gap";
    private const int MostHints = 5;

    /// <summary>The most telling hint first; none for a model that passed.</summary>
    public static IReadOnlyList<Phrase> For(ModelResult model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Phrase[] hints =
        [
            .. model.Verdict.Kind switch
            {
                VerdictKind.Fail when model.Verdict.Violations.Any(static violation => violation.Limit is not null) => Leak(model),
                VerdictKind.Inconclusive => model.Verdict.Violations.Select(Undecided),
                _ => [],
            },
        ];
        var told = hints.SelectMany(static hint => hint.Parts).Where(static part => part.Style == PhraseStyle.Code).Select(static part => part.Text);
        string[] untold = [.. model.Verdict.Violations.Select(static violation => violation.Code).Distinct().Except(told)];
        return [.. hints.Concat(untold.Select(Cure)).DistinctBy(static hint => string.Concat(hint.Parts)).Take(MostHints)];
    }

    /// <summary>What cures a code, and the code.</summary>
    public static Phrase Cure(string code) => Phrase.Of($"{RuleCatalog.Find(code).Cure} ({Phrase.Code(code)})");

    private static IEnumerable<Phrase> Leak(ModelResult model)
    {
        var all = ModelFigures.Headline(model);
        yield return Cause(model, all);
        if (all?.ShownBy.EndsWith("-per-class", StringComparison.Ordinal) == true)
        {
            yield return Phrase.Of($"{Phrase.Strong("classes leak unequally.")} The strongest attack, {Phrase.Attack(all.ShownBy)}, sets its threshold class by class: look at the rarest class first.");
        }

        foreach (var violation in model.Verdict.Violations.Where(static violation => violation.Slice != SliceIds.All).Take(1))
        {
            yield return Phrase.Of($"{Phrase.Name(violation.Slice)} {Phrase.Strong("is over the budget by itself")} ({Figures.Value(violation.Value, violation.Limit)}): its records are learned by heart more than others'; more of them, or a coarser treatment, helps.");
        }
    }

    /// <summary>Answer, over-fitting or scores: told apart by how far the attack gets that sees the answer alone.</summary>
    private static Phrase Cause(ModelResult model, Finding? all)
    {
        var gap = model.Report.Findings.FirstOrDefault(static finding => finding is { Attack: Gap, Metric: MetricIds.Advantage, Slice: SliceIds.All });
        var limit = model.Budget.Advantage;
        var told = FigureView.Of(gap, limit);
        return gap?.Lower > limit
            ? Phrase.Of($"{Phrase.Strong("the answer alone leaks.")} The label-only attack {Phrase.Attack(Gap)} already reaches {told.Value} ({told.Spread}), over the budget of {told.Budget}: hiding or rounding scores cannot help. {Overfitting(model)}")
            : gap is { Value: { } part } && all is { Value: { } whole } && 2 * part >= whole
            ? Phrase.Of($"{Phrase.Strong("over-fitting.")} At least half of the advantage, {told.Value} of {Figures.Value(whole, limit)}, is there for who sees the answer alone (attack {Phrase.Attack(Gap)}). {Overfitting(model)}")
            : gap?.Upper <= limit
            ? Phrase.Of($"{Phrase.Strong("the scores leak, not the answer.")} The label-only attack {Phrase.Attack(Gap)} stays within the budget (upper bound {Figures.Value(gap.Upper, limit)}): {Coarser(model)}, and audit that model again ({Phrase.Code(DiagnosticIds.AdvantageOverBudget)}).")
            : Phrase.Of($"{Overfitting(model)} ({Phrase.Code(model.Verdict.Violations.First(static violation => violation.Limit is not null).Code)})");
    }

    /// <summary>What to do with scores that leak; nothing that was already done.</summary>
    private static string Coarser(ModelResult model) => model.Recognition.Any(static line => line.Contains("; rounded to ", StringComparison.Ordinal))
        ? "the scores are rounded already, so return the class alone, or fewer digits"
        : "return the class alone, or coarser scores";

    private static string Overfitting(ModelResult model)
    {
        var fit = Provenance.FitOf(model)[0];
        var accuracies = $"{char.ToUpperInvariant(fit.Name[0])}{fit.Name[1..]} is {Provenance.Told(fit, fit.Members)} on members and {Provenance.Told(fit, fit.NonMembers)} on non-members";
        return (fit.IsError ? fit.Members < fit.NonMembers : fit.Members > fit.NonMembers)
            ? $"{accuracies}: stop training earlier, take a smaller model, weight decay, dropout or more data."
            : $"{accuracies}, so over-fitting does not show there; for a guarantee train with differential privacy.";
    }

    private static Phrase Undecided(Violation violation)
    {
        var metric = violation.Metric.Length == 0 ? new([]) : Phrase.Of($"{MetricNames.Of(violation.Metric)}{Phrase.OnSlice(violation.Slice)}");
        return violation.RecordsNeeded is { } needed
            ? Phrase.Of($"audit with {Reasons.Amount(needed)} to decide the {metric} ({Phrase.Code(violation.Code)}).")
            : Phrase.Of($"{RuleCatalog.Find(violation.Code).Cure} ({Phrase.Code(violation.Code)}{(metric.Parts.Count == 0 ? "" : ", ")}{metric})");
    }
}
