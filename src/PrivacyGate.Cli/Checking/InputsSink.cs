using System.Text;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.Run.Keeping;

namespace PrivacyGate.Cli.Checking;

/// <summary><c>inputs.txt</c>: the SHA-256 of every file a run read, a tab, its full path; so that a build knows when to run it again.</summary>
internal sealed class InputsSink(IEnumerable<string> paths, FileHashes hashes) : ISink
{
    public string FileName => "inputs.txt";

    public void Write(ReportView report, Stream output)
    {
        var lines = paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        output.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{hashes.Of(line)}\t{line}\n"))));
    }
}
