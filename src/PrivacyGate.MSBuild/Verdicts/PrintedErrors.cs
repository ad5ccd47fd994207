using System.Text.RegularExpressions;

namespace PrivacyGate.MSBuild;

/// <summary>
/// The coded errors a tool printed that could write no verdict: no folder to write to, no native library to load. They name
/// the cause; "no verdict" alone would not.
/// </summary>
internal static class PrintedErrors
{
    private static readonly Regex Line = new(@"(?:^|: )error (?<code>PG[0-9]{4}): (?<text>.+?)\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    public static IReadOnlyList<Problem> In(string output) =>
        [.. Line.Matches(output).Cast<Match>().Select(match => new Problem(match.Groups["code"].Value, match.Groups["text"].Value)).Distinct()];
}
