using System.Text;

namespace PrivacyGate.Run.Training;

/// <summary>Cuts what a program prints into lines, in constant memory: a progress bar, or a table of records, may never end its line.</summary>
internal static class TrainerLines
{
    /// <summary>Characters of a line that are kept; one more is passed on where there are more.</summary>
    public const int Longest = 2000;

    private const int Block = 4096;

    /// <summary>Reads to the end.</summary>
    /// <param name="reader">What the program prints.</param>
    /// <param name="take">Gets each line, or its start.</param>
    public static async Task Read(TextReader reader, Action<string> take)
    {
        var block = new char[Block];
        var line = new StringBuilder();
        while (await Next(reader, block).ConfigureAwait(false) is > 0 and var count)
        {
            foreach (var letter in block.AsSpan(0, count))
            {
                if (letter is '\n' or '\r')
                {
                    take(line.ToString());
                    line.Clear();
                }
                else if (line.Length <= Longest)
                {
                    line.Append(letter);
                }
            }
        }

        take(line.ToString());
    }

    private static async Task<int> Next(TextReader reader, char[] block)
    {
        try
        {
            return await reader.ReadAsync(block).ConfigureAwait(false);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The program was ended, and its streams with it.
            return 0;
        }
    }
}
