namespace PrivacyGate.IO.Sinks;

/// <summary>A piece of advice, before it is Markdown or HTML.</summary>
/// <param name="Style">What the text is.</param>
/// <param name="Text">As it is, not escaped.</param>
public readonly record struct AdvicePart(AdviceStyle Style, string Text);
