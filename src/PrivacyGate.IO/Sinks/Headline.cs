using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

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

    /// <summary>One line for the whole run, in Markdown.</summary>
    public static string Markdown(GateRun run) => $"{Word(run)}: {Sentence(run, MarkdownText.Name)}";

    /// <summary>One line for the whole run, without markup.</summary>
    public static string Plain(GateRun run) => $"{Word(run)}: {Sentence(run, PlainText.Name)}";

    /// <summary>The verdict of the whole run, or null where there is none.</summary>
    public static VerdictKind? Kind(GateRun run) =>
        run.Report.Models.Count == 0 || NotAudited(run) > 0 ? null : ModelFigures.WorstFirst(run.Report.Models)[0].Verdict.Kind;

    /// <summary>"FAIL". Who reads no further must not take a run for a pass in which a model was never audited.</summary>
    public static string Word(GateRun run) => Kind(run) is { } kind ? Shout(kind) : "NO VERDICT";

    /// <summary>What follows the word.</summary>
    /// <param name="run">What is told.</param>
    /// <param name="name">Writes a model's name so that it can be nothing else.</param>
    public static string Sentence(GateRun run, Func<string, string> name)
    {
        IReadOnlyList<ModelResult> models = ModelFigures.WorstFirst(run.Report.Models);
        if (models.Count == 0)
        {
            return "no model was audited";
        }

        int errors = NotAudited(run);
        VerdictKind worst = models[0].Verdict.Kind;
        string known = Sentence(models, worst, name);
        return errors == 0 ? known
            : $"{Figures.Count(errors)} of {Figures.Count(errors + models.Count)} models could not be audited; "
                + (worst == VerdictKind.Pass ? known : $"{Shout(worst)}: {known}");
    }

    private static int NotAudited(GateRun run) => run.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);

    private static string Shout(VerdictKind kind) => Word(kind).ToUpperInvariant();

    private static string Sentence(IReadOnlyList<ModelResult> models, VerdictKind worst, Func<string, string> name)
    {
        ModelResult[] such = [.. models.Where(model => model.Verdict.Kind == worst)];
        bool many = such.Length > 1;
        string names = string.Join(", ", such.Take(NamesShown).Select(model => name(model.Name)));
        if (such.Length > NamesShown)
        {
            names += $" and {Figures.Count(such.Length - NamesShown)} more";
        }

        string sentence = worst switch
        {
            VerdictKind.Fail => $"{names} {(many ? "leak who was in their" : "leaks who was in its")} training data",
            VerdictKind.Invalid => $"the records of {names} cannot carry an audit",
            VerdictKind.Inconclusive => $"too few records to tell whether {names} {(many ? "keep their budgets" : "keeps its budget")}",
            _ => $"{names} {(many ? "keep their leakage budgets" : "keeps its leakage budget")}",
        };
        string share = models.Count > 1 ? $" ({Figures.Count(such.Length)} of {Figures.Count(models.Count)} models)" : "";
        return sentence + share;
    }

    /// <summary>Two sentences for someone who does not know the field.</summary>
    public static string Meaning(ModelResult model)
    {
        string figures = AdvantageSentence(model);
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
        double? limit = model.Budget.Advantage;
        return ModelFigures.Headline(model) is { Value: { } value } headline
            ? $"The attacker's membership advantage is {Figures.Value(value, limit)}, where 0 is guessing and 1 is certainty; the {Figures.Confidence(headline.Confidence)} interval is {Figures.Interval(headline.Lower, headline.Upper, limit)}, the budget {Figures.Limit(limit)}."
            : "Its membership advantage could not be measured.";
    }
}
