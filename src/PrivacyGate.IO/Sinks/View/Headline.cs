using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>The verdict in words.</summary>
public static class Headline
{
    private const int NamesShown = 3;

    public static string Word(VerdictKind kind) => kind switch
    {
        VerdictKind.Pass => "pass",
        VerdictKind.Fail => "fail",
        VerdictKind.Inconclusive => "inconclusive",
        _ => "invalid",
    };

    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>"FAIL". Who reads no further must not take a run for a pass in which a model was never audited.</summary>
    public static string Banner(VerdictKind? run) => run is { } kind ? Word(kind).ToUpperInvariant() : "NO VERDICT";

    /// <summary>What follows the word.</summary>
    /// <param name="models">Worst first.</param>
    /// <param name="errors">How many could not be audited.</param>
    public static Phrase Sentence(IReadOnlyList<ModelResult> models, int errors)
    {
        if (models is not [{ Verdict.Kind: var worst }, ..])
        {
            return Phrase.Of($"no model was audited");
        }

        var known = Sentence(models, worst);
        return errors == 0 ? known
            : Phrase.Of($"{Figures.Count(errors)} of {Figures.Count(errors + models.Count)} models could not be audited; {(worst == VerdictKind.Pass ? "" : $"{Banner(worst)}: ")}{known}");
    }

    private static Phrase Sentence(IReadOnlyList<ModelResult> models, VerdictKind worst)
    {
        string[] such = [.. models.Where(model => model.Verdict.Kind == worst).Select(static model => model.Name)];
        var many = such.Length > 1;
        var more = such.Length > NamesShown ? $" and {Figures.Count(such.Length - NamesShown)} more" : "";
        var names = Phrase.Of($"{Phrase.Names(such.Take(NamesShown))}{more}");
        var share = models.Count > 1 ? $" ({Figures.Count(such.Length)} of {Figures.Count(models.Count)} models)" : "";
        return worst switch
        {
            VerdictKind.Fail => Phrase.Of($"{names} {(many ? "leak who was in their" : "leaks who was in its")} training data{share}"),
            VerdictKind.Invalid => Phrase.Of($"the records of {names} cannot carry an audit{share}"),
            VerdictKind.Inconclusive => Phrase.Of($"too few records to tell whether {names} {(many ? "keep their budgets" : "keeps its budget")}{share}"),
            _ => Phrase.Of($"{names} {(many ? "keep their leakage budgets" : "keeps its leakage budget")}{share}"),
        };
    }

    /// <summary>Two sentences for someone who does not know the field.</summary>
    public static string Meaning(ModelResult model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var figures = AdvantageSentence(model);
        return model.Verdict.Kind switch
        {
            VerdictKind.Fail when model.Verdict.Violations.Any(static violation => violation.Code == DiagnosticIds.RecordsStored) =>
                $"The model file holds records that it was trained on: whoever has the file can read them, without any attack. {figures}",
            VerdictKind.Fail =>
                $"Someone who can query this model can tell records it was trained on from records it was not, better than the budget allows: that a person's record was in the training data can be found out. {figures}",
            VerdictKind.Inconclusive =>
                $"These records neither prove a leak over the budget nor rule it out; this is not a pass. {figures}",
            VerdictKind.Invalid =>
                "The records given as members and non-members do not let an audit tell anything about the model. Whatever figures follow prove nothing, in either direction.",
            _ =>
                $"None of the attacks tells training records from others better than the budget allows, on this model file and these records; other attacks, and the next training, are not covered. {figures}",
        };
    }

    private static string AdvantageSentence(ModelResult model)
    {
        var advantage = FigureView.Of(ModelFigures.Headline(model), model.Budget.Advantage);
        return advantage.Number is null
            ? "Its membership advantage could not be measured."
            : $"The attacker's membership advantage is {advantage.Value}, where 0 is guessing and 1 is certainty; the {advantage.Confidence} interval is {advantage.Interval}, the budget {advantage.Budget}.";
    }
}
