using System.Text.RegularExpressions;

namespace PrivacyGate.Surroundings;

/// <summary>Warnings that MSBuild turns into messages, which a build log rarely shows: by a property, or by the response file that it reads by itself.</summary>
internal sealed class HiddenWarnings
{
    private const string ResponseFile = "Directory.Build.rsp";

    /// <summary>Response files may name others; more than these are no chain that anybody keeps.</summary>
    private const int MostFiles = 20;

    private static readonly Regex Switch = new(@"(?:^|[\s""'])(?:-|/)+(?:nowarn|warnasmessage):(?<codes>\S+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A logger that shows errors only.</summary>
    private static readonly Regex ErrorsOnly = new(@"(?:^|[\s""'])(?:-|/)+(?:clp|consoleloggerparameters):(?:\S*;)?errorsonly\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Nested = new(@"^\s*[""']?@(?<file>[^""']+)[""']?\s*$", RegexOptions.CultureInvariant);

    private readonly IReadOnlyList<string> byProperty;
    private readonly IReadOnlyList<string> byFile;
    private readonly bool errorsOnly;

    /// <param name="asMessages">$(MSBuildWarningsAsMessages) and $(NoWarn).</param>
    /// <param name="projectDirectory">Where the search for the response file begins.</param>
    public HiddenWarnings(string? asMessages, string projectDirectory)
    {
        byProperty = Codes(asMessages ?? "");
        var lines = Above(projectDirectory) is { } file ? Lines(file, []) : [];
        byFile = [.. lines.SelectMany(line => Switch.Matches(line).Cast<Match>()).SelectMany(match => Codes(match.Groups["codes"].Value))];
        errorsOnly = lines.Any(line => ErrorsOnly.IsMatch(line));
    }

    /// <summary>What hides warnings of this code, or null.</summary>
    public string? Hider(string code) => byProperty.Contains(code) ? "NoWarn" : errorsOnly || byFile.Contains(code) ? ResponseFile : null;

    /// <summary>How to show warnings of this code again.</summary>
    public string Cure(string code) => byProperty.Contains(code) || byFile.Contains(code) ? $"remove {code} from {Hider(code)}" : $"remove ErrorsOnly from {ResponseFile}";

    /// <summary>Whether a finding that was softened to a warning may not be seen.</summary>
    public bool HidesBudget => errorsOnly || byProperty.Concat(byFile).Any(PrivacyGate.MSBuild.Codes.IsBudget);

    /// <summary>The lines of a response file and of those that it names, with environment variables in place, as MSBuild reads them.</summary>
    private static List<string> Lines(string file, HashSet<string> seen)
    {
        if (!File.Exists(file) || seen.Count >= MostFiles || !seen.Add(Path.GetFullPath(file)))
        {
            return [];
        }

        var lines = new List<string>();
        foreach (var line in File.ReadAllLines(file).Where(line => !line.TrimStart().StartsWith("#", StringComparison.Ordinal)).Select(Environment.ExpandEnvironmentVariables))
        {
            lines.Add(line);
            if (Nested.Match(line) is { Success: true } nested)
            {
                lines.AddRange(Lines(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, nested.Groups["file"].Value.Trim()), seen));
            }
        }

        return lines;
    }

    private static List<string> Codes(string text) => [.. text.Split(';', ',', '"', '\'', ' ', '\t', '\r', '\n').Where(code => code.Length > 0).Select(code => code.ToUpperInvariant())];

    private static string? Above(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, ResponseFile)))
            {
                return Path.Combine(above.FullName, ResponseFile);
            }
        }

        return null;
    }
}
