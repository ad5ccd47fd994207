namespace PrivacyGate.Auditing.Knowledge;

/// <summary>
/// Whether the model, as it is read, knows its members. A gate that reads a model wrongly sees no leak, so a pass needs
/// proof of skill, and proven ignorance is no audit.
/// </summary>
/// <param name="Invalidity">Why the audit is of another model than the one shipped, or null.</param>
/// <param name="Reservation">Why it cannot pass though it may fail, or null.</param>
internal sealed record KnowledgeGuard(Diagnostic? Invalidity, Diagnostic? Reservation)
{
    /// <summary>The mean area under the curve of guessing.</summary>
    private const double Chance = 0.5;

    /// <summary>A model proven to stay below knows nothing of its members.</summary>
    private const double LeastSkill = Chance + 0.05;

    /// <summary>A model surely better than this needs no comparison.</summary>
    private const double MostDoubtful = 0.95;

    /// <summary>More classes are counted, not named.</summary>
    private const int MostNamed = 5;

    private static readonly KnowledgeGuard Silent = new(null, null);

    /// <param name="sample">The audit.</param>
    /// <param name="expected">The accuracy that the spec states, or null.</param>
    public static KnowledgeGuard Of(AuditSample sample, ExpectedAccuracy? expected)
    {
        if (sample.Input.Signals.Task != ModelTask.Classification)
        {
            (var ignorance, var doubt) = TaskKnowledge.Of(sample);
            return new KnowledgeGuard(ignorance, doubt);
        }

        var missed = expected?.Missed(sample.Accuracy);
        if (sample.MemberAnswers is not { Count: > 0 } answers)
        {
            return missed is null ? Silent : Silent with { Invalidity = NotMet(missed) };
        }

        var skill = ClassSkill.Of(ClassFit.Of(answers), answers.TrueClass);
        var invalidity = Contradiction(LabelAgreement.Of(answers))
            ?? Reordered(OtherOrder.Of(answers), sample.Controls)
            ?? Ignorance(answers, skill, sample)
            ?? (missed is null ? null : NotMet(missed));
        return new KnowledgeGuard(invalidity, expected is { StandsForProof: true } ? null : Doubt(skill, answers, sample));
    }

    private static Diagnostic NotMet(string missed) => Diagnostic.Error(
        DiagnosticIds.AccuracyNotMet,
        $"{missed}; check the order of columns and classes and that the records are scaled as in training, or correct 'accuracy'");

    private static Diagnostic? Contradiction(LabelAgreement? agreement) => agreement is { Contradicts: true }
        ? Diagnostic.Error(
            DiagnosticIds.LabelContradictsScores,
            FormattableString.Invariant($"the model's own label differs from its best score in {100 * agreement.Differing:0.#}% of the members looked at, and no threshold explains it (a label's own records score higher in {100 * agreement.Ordered:0.#}% of pairs; at least 80% is expected); name the right output under 'output' in the spec, or export the model again"))
        : null;

    private static Diagnostic? Reordered(OtherOrder? order, ControlSample? controls)
    {
        if (order is null)
        {
            return null;
        }

        string Name(int c) => controls?.ClassNameOf(c) ?? FormattableString.Invariant($"class {c}");
        var named = string.Join(", ", order.ScoreOf.Take(MostNamed).Select(pair => FormattableString.Invariant($"the score of {Name(pair.Score)} fits {Name(pair.Class)}")));
        var more = order.ScoreOf.Count > MostNamed ? FormattableString.Invariant($" and {order.ScoreOf.Count - MostNamed} more") : "";
        return Diagnostic.Error(
            DiagnosticIds.ClassesReordered,
            FormattableString.Invariant($"the model's scores fit the classes in another order: {named}{more} (AUC on the members {order.Other:0.00}, in the order read {order.Stated:0.00}); state the order of the scores under 'classes' in the spec"));
    }

    private static Diagnostic? Ignorance(MemberAnswers answers, ClassSkill? skill, AuditSample sample)
    {
        // A label tells little of an honest model of a rare class, and nothing where it is always the same: only one that is worse than guessing is read wrongly for sure.
        var least = answers.Scores.Length == 0 ? Chance : LeastSkill;
        var silent = answers.Scores.Length == 0 && Array.TrueForAll(answers.PredictedClass, c => c == answers.PredictedClass[0]);
        return skill is null || silent || skill.Upper >= least
            ? null
            : Diagnostic.Error(
                DiagnosticIds.MembersUnknown,
                FormattableString.Invariant($"the model does not predict this label: its AUC on the members is {skill.Auc:0.00}, at most {skill.Upper:0.00} with 99.5% confidence, where guessing gives 0.50 ({skill.Units} members looked at); {string.Join("; ", Causes.Of(sample, skill.Upper < Chance))}"));
    }

    private static Diagnostic? Doubt(ClassSkill? skill, MemberAnswers answers, AuditSample sample)
    {
        if (skill is not { IsProven: true })
        {
            return Unproven(skill, sample);
        }

        if (skill.Upper < MostDoubtful && sample.Controls is { } controls && PlainSkill.Of(controls) is { } plain && PlainSkill.IsFarBetter(plain, skill))
        {
            return Behind(skill, plain, sample);
        }

        return FitDoubt.Of(answers, sample) is { } why ? NotAsTrained(why, sample) : null;
    }

    private static Diagnostic Behind(ClassSkill skill, ClassSkill plain, AuditSample sample) => NotAsTrained(
        FormattableString.Invariant($"the model's AUC on its own training records is {skill.Auc:0.00}, but a linear classifier that learned from half of them reaches {plain.Auc:0.00} on the other half"), sample);

    private static Diagnostic NotAsTrained(string why, AuditSample sample) => Diagnostic.Warning(
        DiagnosticIds.KnowledgeUnproven,
        $"{why}, so the records are probably not as the model was trained on and no pass can be given; {string.Join("; ", Causes.Of(sample, belowChance: false))}; or state the accuracy you measured under 'accuracy' in the spec");

    private static Diagnostic Unproven(ClassSkill? skill, AuditSample sample) => Diagnostic.Warning(
        DiagnosticIds.KnowledgeUnproven,
        (skill is null
            ? "the members have one label only, so it cannot be shown that the model knows them"
            : FormattableString.Invariant($"it is not proven that the model predicts this label: its AUC on the members is {skill.Auc:0.00}, where guessing gives 0.50 ({skill.Units} members looked at)"))
        + $", so no pass can be given; {string.Join("; ", Causes.Of(sample, belowChance: false))}; give more members, or state the accuracy you measured under 'accuracy' in the spec");
}
