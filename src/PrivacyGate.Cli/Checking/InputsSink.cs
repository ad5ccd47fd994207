using System.Text;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.Cli.Checking;

/// <summary><c>inputs.txt</c>: every file a run read, one a line, so that a build knows when to run it again.</summary>
internal sealed class InputsSink(IEnumerable<string> paths) : ISink
{
    public string FileName => "inputs.txt";

    public void Write(GateRun run, Stream output)
    {
        var lines = paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        output.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + '\n'))));
    }
}
