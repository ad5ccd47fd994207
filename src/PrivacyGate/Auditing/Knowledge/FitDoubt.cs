namespace PrivacyGate.Auditing.Knowledge;

/// <summary>Signs that the members, as they are read, are not the records that the model was fitted to, though it knows something of them.</summary>
internal static class FitDoubt
{
    /// <summary>Training leaves a model no more certain of its members than it is right, but for chance.</summary>
    private const double MostExcess = 0.05;

    /// <summary>Trees grown until every leaf held one class answer nearly all of their training records rightly.</summary>
    private const double LeastOfGrownOut = 0.9;

    /// <summary>What is not as it would be on training records, in words, or null.</summary>
    public static string? Of(MemberAnswers answers, AuditSample sample) =>
        (sample.Controls is { } controls ? PreparedRecords.Contradiction(controls, sample.ExpectedRanges) : null)
        ?? Overconfident(answers, sample)
        ?? Outgrown(answers, sample);

    private static string? Overconfident(MemberAnswers answers, AuditSample sample) =>
        sample.Graph is { HasTrees: true } or { HasHiddenLayers: true }
        && StatedConfidence.Of(answers) is { Excess: > MostExcess } stated
        && (sample.Graph.HasTrees || stated.IsCostly || (Plain(sample) is { } plain && PlainSkill.IsRightMoreOften(plain, stated)))
            ? FormattableString.Invariant($"the model is {100 * stated.Confidence:0}% certain of its own training records on average, but right about {100 * stated.Accuracy:0}% of them ({stated.Units} members looked at)")
            : null;

    /// <summary>Trees that saw a small part of the records each may know less of all, but not less than a linear classifier does.</summary>
    private static string? Outgrown(MemberAnswers answers, AuditSample sample) =>
        sample.Graph.IsGrownOut
        && StatedConfidence.MostRight(answers) is < LeastOfGrownOut and var most
        && Plain(sample) is { } plain
        && plain.Share >= answers.TrueClass.Zip(answers.PredictedClass, static (label, answer) => label == answer ? 1.0 : 0).Average()
            ? FormattableString.Invariant($"the model's trees were grown until every leaf held one class of its training records, but it is right about at most {100 * most:0}% of the members with 99.5% confidence ({answers.Count} members looked at), fewer than a linear classifier")
            : null;

    private static PlainAccuracy? Plain(AuditSample sample) => sample.Controls is { } controls ? PlainSkill.AccuracyOf(controls) : null;
}
