using System.Text;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.Cli.Checking;

/// <summary><c>inputs.txt</c>: every file a run read, one a line, so that a build knows when to run it again.</summary>
internal static class Listing
{
    public const string FileName = "inputs.txt";

    public static void Write(string folder, IEnumerable<string> paths)
    {
        var lines = paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var text = string.Concat(lines.Select(static line => line + '\n'));
        AtomicFile.WriteAllBytes(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(text));
    }
}
