using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyGate.MSBuild;

/// <summary>A file the audit depended on, and the hash of the bytes it read; <see cref="FileState.Unhashed"/> where it read none.</summary>
internal sealed record AuditedFile(string Path, string Sha256);

/// <summary>
/// Reads inputs.txt: hash, tab and full path a line. The hashes are the audit's own, so a verdict can only vouch for the
/// bytes it is about, whatever was written to the files meanwhile.
/// </summary>
internal static class InputList
{
    private static readonly Regex Line = new("^(?<hash>[0-9a-f]{64})\t(?<path>.+)$", RegexOptions.CultureInvariant);

    /// <exception cref="FormatException">The file is no such list; the message says which line is wrong.</exception>
    public static IReadOnlyList<AuditedFile> Read(string path)
    {
        var text = File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        if (!text.EndsWith("\n", StringComparison.Ordinal))
        {
            throw new FormatException("it is empty or does not end with a line end");
        }

        return [.. text.Substring(0, text.Length - 1).Split('\n').Select((line, index) => Parse(line, index + 1))];
    }

    private static AuditedFile Parse(string line, int number)
    {
        var match = Line.Match(line);
        return match.Success && Path.IsPathRooted(match.Groups["path"].Value)
            ? new AuditedFile(Path.GetFullPath(match.Groups["path"].Value), match.Groups["hash"].Value)
            : throw new FormatException($"line {number} is not a hash, a tab and a full path");
    }
}
