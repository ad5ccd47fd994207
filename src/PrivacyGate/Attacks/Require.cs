using PrivacyGate.Auditing;
using PrivacyGate.LabelOnly;

namespace PrivacyGate.Attacks;

/// <summary>What attacks say when a signal is missing.</summary>
internal static class Require
{
    public static string? ClassScores(AuditInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Signals.Confidence is null
            ? "needs a probability or logit for each class, and this model answers a bare label"
            : null;
    }

    public static double[] Confidence(AuditInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Signals.Confidence
            ?? throw new InvalidOperationException("asked for scores although the attack refuses this input");
    }

    public static string? LabelCurve(AuditInput input, string attack)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CurveOf(input, attack) is null
            ? "needs the model's labels for changed copies of the records, and none were asked for"
            : null;
    }

    /// <summary>What the attack says after its last query.</summary>
    public static MembershipScores LabelScores(AuditInput input, string attack)
    {
        ArgumentNullException.ThrowIfNull(input);
        QueryCurve curve = CurveOf(input, attack)
            ?? throw new InvalidOperationException("asked for scores although the attack refuses this input");
        return new MembershipScores(attack, [.. curve.Points[^1].Scores], ThresholdRule.BestAdvantage);
    }

    private static QueryCurve? CurveOf(AuditInput input, string attack) =>
        input.LabelOnly?.Curves.FirstOrDefault(curve => curve.AttackId == attack);
}
