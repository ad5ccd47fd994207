using System.Text;

namespace PrivacyGate.MSBuild;

/// <summary>A file of the last run: its part (spec, model, members, holdout, reference), what it held, and of a model verdict, figure and task.</summary>
internal sealed record RunFile(string Part, string Path, string Sha256, string Verdict, string Figure, string Task);

/// <summary>Reads models.tsv: first line <c>privacygate-models 2</c>, then part, full path, SHA-256, verdict, figure and task a row.</summary>
internal sealed record LastRun(IReadOnlyList<RunFile> Files)
{
    public const string Header = "privacygate-models 2";

    private const int Columns = 6;

    /// <summary>Null when nothing was audited yet.</summary>
    /// <exception cref="FormatException">The file is something else.</exception>
    public static LastRun? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var lines = File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)).Split('\n');
        return lines[0] == Header && lines[lines.Length - 1].Length == 0
            ? new LastRun([.. lines.Skip(1).Take(lines.Length - 2).Select((line, index) => Row(line, index + 2))])
            : throw new FormatException($"{path} does not begin with '{Header}' or does not end with a line end");
    }

    /// <summary>What the run was about, if it was this spec.</summary>
    public RunFile? Spec(string path) => Files.FirstOrDefault(file => file.Part == "spec" && file.Path == Path.GetFullPath(path));

    private static RunFile Row(string line, int number)
    {
        var cells = line.Split('\t').Select(cell => VerdictFile.Unescape(cell, number)).ToArray();
        return cells.Length == Columns
            ? new RunFile(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5])
            : throw new FormatException($"line {number} has {cells.Length} columns instead of {Columns}");
    }
}
