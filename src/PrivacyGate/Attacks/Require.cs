using PrivacyGate.Auditing;

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
}
