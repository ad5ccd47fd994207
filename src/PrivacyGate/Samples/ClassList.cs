namespace PrivacyGate.Samples;

/// <summary>The classes of a model, in the order of its scores.</summary>
/// <param name="Count">Number of classes; 0 when the model answers a bare label and lists none.</param>
/// <param name="Names">The model's own names (texts, or integers as texts), or null when it has none.</param>
public sealed record ClassList(int Count, IReadOnlyList<string>? Names);
