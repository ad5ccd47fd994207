using System.Text;

namespace PrivacyGate.IO.Readers;

/// <summary>Hands out one string for equal texts of a column, so that a million cells of few values cost few strings.</summary>
internal sealed class TextPool
{
    private const int MostTexts = 4096;
    private const int LongestPooled = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> texts = new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text, or null when the bytes are not UTF-8.</summary>
    public string? Get(ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return null;
        }

        if (utf8.Length > LongestPooled)
        {
            return StrictUtf8.GetString(utf8);
        }

        Span<char> characters = stackalloc char[LongestPooled];
        var text = characters[..StrictUtf8.GetChars(utf8, characters)];
        if (texts.TryGetValue(text, out var known))
        {
            return known;
        }

        var fresh = text.ToString();
        if (texts.Dictionary.Count < MostTexts)
        {
            texts.Dictionary.Add(fresh, fresh);
        }

        return fresh;
    }
}
