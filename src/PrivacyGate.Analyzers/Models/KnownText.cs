namespace PrivacyGate.Analyzers.Models;

/// <summary>The end of a text, as far as the code spells it out.</summary>
/// <param name="Text">Its last letters.</param>
/// <param name="Whole">Nothing stands before them.</param>
internal sealed record KnownText(string Text, bool Whole)
{
    /// <summary>The end of texts put together: from the last letter that is not known. Null where the last text is not known.</summary>
    public static KnownText? Join(IEnumerable<KnownText?> parts, string separator)
    {
        KnownText? joined = null;
        var first = true;
        foreach (var part in parts)
        {
            joined = first || part is not { Whole: true } ? part
                : joined is null ? new(separator + part.Text, Whole: false)
                : new(joined.Text + separator + part.Text, joined.Whole);
            first = false;
        }

        return joined;
    }
}
