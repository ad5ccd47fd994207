namespace PrivacyGate.MSBuild;

/// <summary>Did-you-mean.</summary>
internal static class Nearest
{
    /// <summary>The known word at most two edits away (case is no edit), or null.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        known.Where(candidate => Math.Abs(candidate.Length - word.Length) <= 2)
            .Select(candidate => (candidate, edits: Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.edits <= 2)
            .OrderBy(pair => pair.edits)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    /// <summary>"; did you mean 'x'? known: x, y" or "; known: x, y".</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known) =>
        (To(word, known) is { } near ? $"; did you mean '{near}'? known: " : "; known: ") + string.Join(", ", known);

    /// <summary>Levenshtein's distance, two rows at a time.</summary>
    private static int Edits(string a, string b)
    {
        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[b.Length];
    }
}
