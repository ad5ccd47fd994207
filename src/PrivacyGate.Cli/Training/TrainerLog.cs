using PrivacyGate.IO.Sinks;

namespace PrivacyGate.Cli.Training;

/// <summary>The last lines a program printed. Foreign text: it comes out as one printable line that no build takes for its own.</summary>
internal sealed class TrainerLog
{
    private const int MostLines = 4;
    private const int LongestLine = 200;

    private readonly Lock gate = new();

    // Of two streams, since a chatty one would push out what the other says is wrong.
    private readonly Queue<string> output = [];
    private readonly Queue<string> errors = [];

    /// <summary>Takes a line of standard output; from any thread. Null, which ends a stream, and empty lines are left out.</summary>
    public void AddOutput(string? line) => Add(output, line);

    /// <inheritdoc cref="AddOutput"/>
    public void AddError(string? line) => Add(errors, line);

    /// <summary>The last lines of each stream, oldest first, errors last.</summary>
    public string Tail()
    {
        string text;
        lock (gate)
        {
            text = string.Join(" | ", output.Concat(errors));
        }

        // A diagnostic is ASCII and never holds " [", which build log readers take for the project's name.
        string line = LogLine.Text(text);
        return new string([.. line.Select(static c => c is >= ' ' and <= '~' ? c : '?')]).Replace(" [", " (", StringComparison.Ordinal);
    }

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
