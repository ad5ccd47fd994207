namespace PrivacyGate.Auditing.Knowledge;

/// <summary>Values of a feature that the model's own graph was made for.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
public sealed record ExpectedRange(double Low, double High);
