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

    /// <param name="parts">In the order of reading, the last one the footer; an empty text is no part.</param>
    /// <param name="left">What to say before the footer where parts are missing.</param>
    /// <param name="measure">The length of a text, as the limit counts it; lengths add up.</param>
    /// <param name="limit">The most it may be.</param>
    public static string Fit(IEnumerable<Part> parts, string left, Func<string, int> measure, int limit)
    {
        Part[] all = [.. parts.Where(part => part.Text.Length > 0)];
        int[] lengths = [.. all.Select(part => measure(part.Text) + Gap.Length)];
        var total = lengths.Sum();
        if (total <= limit)
        {
            return Join(all.Select(part => part.Text));
        }

        total += measure(left) + Gap.Length;
        var dropped = new HashSet<int>();
        foreach (var i in Enumerable.Range(0, all.Length).Where(i => all[i].Weight != Always).OrderBy(i => all[i].Weight).ThenByDescending(i => i))
        {
            if (total <= limit)
            {
                break;
            }

            dropped.Add(i);
            total -= lengths[i];
        }

        string[] kept = [.. all.Where((_, i) => !dropped.Contains(i)).Select(part => part.Text)];
        return Join([.. kept[..^1], left, kept[^1]]);
    }

    private static string Join(IEnumerable<string> texts) => string.Join(Gap, texts) + "\n";
}
