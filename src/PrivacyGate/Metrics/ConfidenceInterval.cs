namespace PrivacyGate.Metrics;

/// <summary>Both ends are part of it; <paramref name="Lower"/> is at most <paramref name="Upper"/>.</summary>
public readonly record struct ConfidenceInterval(double Lower, double Upper);
