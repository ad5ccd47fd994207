using System.Text;
using PrivacyGate.IO.Files;

namespace PrivacyGate.Run.Training;

/// <summary>
/// The last lines a program printed. A trainer that fails on a record prints that record, and messages end in build logs
/// and reports: so they name the file that the lines are kept in, and never repeat them.
/// </summary>
internal sealed class TrainerLog
{
    private const int MostLines = 200;
    private const int LongestLine = TrainerLines.Longest;

    private readonly Lock gate = new();

    // Of two streams, since a chatty one would push out what the other says is wrong.
    private readonly Queue<string> output = [];
    private readonly Queue<string> errors = [];

    /// <summary>Takes a line of standard output; from any thread. Null, which ends a stream, and empty lines are left out.</summary>
    public void AddOutput(string? line) => Add(output, line);

    /// <inheritdoc cref="AddOutput"/>
    public void AddError(string? line) => Add(errors, line);

    /// <summary>Writes the lines to a file that only this user may read, and says where they are.</summary>
    /// <param name="path">Replaced where it is there.</param>
    public string Keep(string path)
    {
        var text = Text();
        if (text.Length == 0)
        {
            return "it printed nothing";
        }

        try
        {
            AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(text), isPrivate: true);
            return $"what it printed last is in {path}";
        }
        catch (InputException)
        {
            return "what it printed could not be kept in the folder for temporary files";
        }
    }

    private string Text()
    {
        lock (gate)
        {
            return Section("standard output", output) + Section("standard error", errors);
        }
    }

    private static string Section(string name, Queue<string> lines) =>
        lines.Count == 0 ? "" : $"--- {name}, last lines ---\n{string.Concat(lines.Select(static line => PlainText.OneLine(line) + "\n"))}";

    private void Add(Queue<string> lines, string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (gate)
        {
            lines.Enqueue(line.Length > LongestLine ? string.Concat(line.AsSpan(0, LongestLine), "...") : line);
            if (lines.Count > MostLines)
            {
                lines.Dequeue();
            }
        }
    }
}
