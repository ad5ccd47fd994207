using System.Text.Json;

namespace PrivacyGate.Browser.Tests;

/// <summary>Deque's axe-core, the outside judge of roles, labels, order of headings and contrast.</summary>
internal static class Axe
{
    public const string Module = "axe-core";

    private const string Contrast = "color-contrast";
    private const string DrawnText = ": <text ";

    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Repository.Path("tests", "tools", "node_modules", Module, "axe.min.js")));

    /// <summary>
    /// Every rule counts, also those it calls good practice. In dark colours only the contrast is judged: no other rule looks
    /// at colours, and the same page has been judged by all of them in light ones.
    /// </summary>
    /// <param name="page">What to judge.</param>
    /// <param name="look">How it is looked at.</param>
    /// <param name="except">Selectors of what others draw into it.</param>
    public static async Task<AxeVerdict> Judge(OpenPage page, Look look, params string[] except)
    {
        await page.Page.EvaluateAsync(Source.Value);
        var rules = look.Dark ? $"{{ runOnly: ['{Contrast}'] }}" : "{}";
        var result = (await page.Page.EvaluateAsync($"except => axe.run({{ exclude: except }}, {rules})", except)).GetValueOrDefault();
        return new AxeVerdict(
            [.. Found(result, "violations")],
            [.. Found(result, "incomplete").Where(line => line.StartsWith(Contrast, StringComparison.Ordinal) && !line.Contains(DrawnText, StringComparison.Ordinal))],
            [.. result.GetProperty("passes").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)]);
    }

    private static IEnumerable<string> Found(JsonElement result, string kind) =>
        from rule in result.GetProperty(kind).EnumerateArray()
        from node in rule.GetProperty("nodes").EnumerateArray()
        select $"{rule.GetProperty("id")}: {node.GetProperty("html")}: {node.GetProperty("failureSummary")}";
}

/// <param name="Faults">What is wrong, one line an element.</param>
/// <param name="UnjudgedContrasts">Text whose contrast it could not tell, such as what is scrolled out of sight; without drawn text, which <see cref="Drawings"/> judges.</param>
/// <param name="Rules">Rules that were judged and hold.</param>
internal sealed record AxeVerdict(IReadOnlyList<string> Faults, IReadOnlyList<string> UnjudgedContrasts, IReadOnlyList<string> Rules);
