namespace PrivacyGate.IO.Spec;

/// <summary>Texts of the user in one line, so that no two lists look the same, and none like words of ours in brackets.</summary>
internal static class ListText
{
    public static string Of(IEnumerable<string> texts) => string.Join(", ", texts.Select(Item));

    public static string Of(string text) => Item(text);

    private static string Item(string text) => text.Length == 0 || text.AsSpan().ContainsAny(',', '"', '(') || text.Trim().Length < text.Length
        ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : text;
}
