namespace PrivacyGate.GitHub.Rendering;

/// <summary>A part of a text that has to fit.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Weight">Parts of the smallest weight are dropped first.</param>
internal readonly record struct Part(string Text, int Weight);

/// <summary>Drops the least needed parts of a text, whole, until the rest fits.</summary>
internal static class BudgetedText
{
    public const int Always = int.MaxValue;

    private const string Gap = "\n\n";

    /// <param name="parts">In the order of reading; an empty text is no part.</param>
    /// <param name="left">What to say where parts are missing.</param>
    /// <param name="measure">The length of a text, as the limit counts it.</param>
    /// <param name="limit">The most it may be.</param>
    public static string Fit(IEnumerable<Part> parts, string left, Func<string, int> measure, int limit)
    {
        List<Part> kept = [.. parts.Where(part => part.Text.Length > 0)];
        string text = Join(kept, "");
        while (measure(text) > limit && kept.Any(part => part.Weight != Always))
        {
            kept.RemoveAt(kept.FindLastIndex(part => part.Weight == kept.Min(other => other.Weight)));
            text = Join(kept, left);
        }

        return text;
    }

    // The last part is the footer: what is missing is told before it.
    private static string Join(List<Part> parts, string left)
    {
        IEnumerable<string> texts = parts.Select(part => part.Text);
        return string.Join(Gap, left.Length == 0 ? texts : texts.SkipLast(1).Append(left).Concat(texts.TakeLast(1))) + "\n";
    }
}
