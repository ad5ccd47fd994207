using System.Text.RegularExpressions;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

/// <summary>The tables of docs/spec.md that follow from the table of keys. The page marks their places by comments.</summary>
internal static partial class KeyRows
{
    /// <summary><paramref name="page"/> with each marked table made anew.</summary>
    public static string Filled(string page) => Marked().Replace(page, static place => $"{place.Groups["start"].Value}\n{Table(place.Groups["name"].Value)}{place.Groups["end"].Value}");

    /// <summary>Markdown without its marks, for texts that are not shown as Markdown.</summary>
    public static string Plain(string markdown) => Link().Replace(markdown, "$1").Replace("`", "", StringComparison.Ordinal);

    private static string Table(string name) => name switch
    {
        "file" => Rows(SpecTable.Root.Select(static key => (key.Name, (SpecKey)key))),
        "models" => Rows(SpecTable.Model.Select(static key => (key.Name, (SpecKey)key))),
        _ => Rows(SpecTable.Walk(SpecTable.Model.Single(key => key.Name == name).Keys, $"{name}.")),
    };

    private static string Rows(IEnumerable<(string Path, SpecKey Key)> keys) =>
        "| key | type | default | meaning |\n|---|---|---|---|\n"
        + string.Concat(keys.Select(static pair => $"| `{pair.Path}` | {pair.Key.Type} | {pair.Key.Default ?? "required"} | {pair.Key.Meaning} |\n"));

    [GeneratedRegex(@"(?<start><!-- keys: (?<name>\S+) -->)\n.*?(?<end><!-- end of keys -->)", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
