namespace PrivacyGate.Attacks;

/// <summary>What attacks say when a signal is missing.</summary>
internal static class Require
{
    /// <summary>Scores of any task.</summary>
    public static string? Scores(AuditInput input) => input.Signals.NoClass is null ? ClassScores(input) : null;

    public static AnswerSignal Answer(AuditInput input) => input.Signals.Answer
        ?? throw new InvalidOperationException("asked for scores although the attack refuses this input");

    public static string? ClassScores(AuditInput input) => input.Signals.Confidence is null
        ? "needs a probability or logit for each class, and this model answers a bare label"
        : null;

    public static double[] Confidence(AuditInput input) => input.Signals.Confidence
        ?? throw new InvalidOperationException("asked for scores although the attack refuses this input");

    public static string? LabelCurve(AuditInput input, string attack) => CurveOf(input, attack) is null
        ? "needs the model's labels for records the attack chooses or a model trained on them, and none were gathered for this audit"
        : null;

    /// <summary>What the attack says after its last query.</summary>
    public static MembershipScores LabelScores(AuditInput input, string attack)
    {
        var curve = CurveOf(input, attack)
            ?? throw new InvalidOperationException("asked for scores although the attack refuses this input");
        return new MembershipScores(attack, [.. curve.Points[^1].Scores], ThresholdRule.BestAdvantage) { OfShadows = ShadowScores(input, attack) };
    }

    /// <summary>What the attack makes of local shadows, or null when none were asked.</summary>
    public static ShadowScores? ShadowScores(AuditInput input, string attack) =>
        input.LabelOnly?.LocalShadows is { } shadows && shadows.Scores.TryGetValue(attack, out var scores)
            ? new ShadowScores(shadows.Shadows, scores, shadows.Trained, shadows.Units) { Unmatched = shadows.Unmatched }
            : null;

    /// <summary>Shadows of any kind, and the target's class scores to hold against theirs.</summary>
    public static string? Shadows(AuditInput input) =>
        Scores(input) ?? (input.Shadows is null ? "needs shadow models, and none were trained for this audit" : null);

    /// <summary>Shadows that were trained on some of the audited records and not on others.</summary>
    public static string? InShadows(AuditInput input) =>
        Shadows(input) ?? (input.Shadows!.HasIn ? null
            : $"needs shadow models trained on audited records, and these were trained on {input.Shadows.Summary.Source} records alone; take lira-offline");

    public static ShadowEvidence Evidence(AuditInput input) =>
        input.Shadows ?? throw new InvalidOperationException("asked for scores although the attack refuses this input");

    /// <summary>The target's posteriors, on the scale on which shadows answer.</summary>
    public static PosteriorSample PosteriorsBesideShadows(AuditInput input) => Evidence(input).Target?.Posteriors ?? TargetPosteriors(input);

    public static PosteriorSample TargetPosteriors(AuditInput input) =>
        input.Posteriors ?? throw new InvalidOperationException("asked for scores although the attack refuses this input");

    /// <summary>What an attack needs that learns from shadows' posteriors.</summary>
    public static string? Posteriors(AuditInput input, bool ofShadows) =>
        ClassScores(input)
        ?? (input.Posteriors is null ? "needs the target's class probabilities of every record, which were not kept for this audit"
            : ofShadows && input.Shadows is null ? "needs shadow models, and none were trained for this audit"
            : ofShadows && input.Shadows!.Shadows.Any(static shadow => shadow.Posteriors is null) ? "needs the shadows' class probabilities, which were not kept for this audit"
            : Networks(input));

    public static string? Networks(AuditInput input) =>
        input.Networks is null ? "needs to fit a network, and nothing to fit one with was given" : null;

    private static QueryCurve? CurveOf(AuditInput input, string attack) =>
        input.LabelOnly?.Curves.FirstOrDefault(curve => curve.AttackId == attack);
}
