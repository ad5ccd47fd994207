using System.Text.RegularExpressions;

namespace PrivacyGate.Surroundings;

/// <summary>Warnings that MSBuild turns into messages, which a build log rarely shows: by a property, or by the response file that it reads by itself.</summary>
internal sealed class HiddenWarnings
{
    private const string ResponseFile = "Directory.Build.rsp";

    private static readonly Regex Switch = new(@"(?:^|\s)(?:-|/)+(?:nowarn|warnasmessage):(?<codes>\S+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly IReadOnlyList<string> _byProperty;
    private readonly IReadOnlyList<string> _byFile;

    /// <param name="asMessages">$(MSBuildWarningsAsMessages) and $(NoWarn).</param>
    /// <param name="projectDirectory">Where the search for the response file begins.</param>
    public HiddenWarnings(string? asMessages, string projectDirectory)
    {
        _byProperty = Codes(asMessages ?? "");
        _byFile = Above(projectDirectory) is not { } file ? [] :
            [.. File.ReadAllLines(file).Where(line => !line.TrimStart().StartsWith("#", StringComparison.Ordinal))
                .SelectMany(line => Switch.Matches(line).Cast<Match>()).SelectMany(match => Codes(match.Groups["codes"].Value))];
    }

    /// <summary>What hides warnings of this code, or null.</summary>
    public string? Hider(string code) => _byProperty.Contains(code) ? "NoWarn" : _byFile.Contains(code) ? ResponseFile : null;

    /// <summary>Whether a finding that was softened to a warning may not be seen.</summary>
    public bool HidesBudget => _byProperty.Concat(_byFile).Any(PrivacyGate.MSBuild.Codes.IsBudget);

    private static List<string> Codes(string text) => [.. text.Split(';', ',', '"', ' ', '\t', '\r', '\n').Where(code => code.Length > 0).Select(code => code.ToUpperInvariant())];

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
