using System.Globalization;

namespace PrivacyGate.MSBuild;

/// <summary>Text as MSBuild reads it back: %40 is @.</summary>
internal static class Escaped
{
    private const string Special = "%;*?@$()'";

    public static string Of(string text) =>
        string.Concat(text.Select(c => Special.IndexOf(c) < 0 ? c.ToString() : "%" + ((int)c).ToString("X2", CultureInfo.InvariantCulture)));
}
