using PrivacyGate.IO.Sinks;

namespace PrivacyGate.Cli.Training;

/// <summary>The last lines a program printed. Foreign text: it comes out as one printable line that no build takes for its own.</summary>
internal sealed class TrainerLog
{
    private const int MostLines = 8;
    private const int LongestLine = 200;

    private readonly Queue<string> lines = [];

    /// <summary>Takes a line; from any thread. Null, which ends a stream, and empty lines are left out.</summary>
    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (lines)
        {
            lines.Enqueue(line.Length > LongestLine ? string.Concat(line.AsSpan(0, LongestLine), "...") : line);
            if (lines.Count > MostLines)
            {
                lines.Dequeue();
            }
        }
    }

    /// <summary>The last lines, oldest first.</summary>
    public string Tail()
    {
        string text;
        lock (lines)
        {
            text = string.Join(" | ", lines);
        }

        // A diagnostic is ASCII and never holds " [", which build log readers take for the project's name.
        string line = LogLine.Text(text);
        return new string([.. line.Select(static c => c is >= ' ' and <= '~' ? c : '?')]).Replace(" [", " (", StringComparison.Ordinal);
    }
}
