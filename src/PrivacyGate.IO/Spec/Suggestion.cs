namespace PrivacyGate.IO.Spec;

/// <summary>What the user may have meant by a word nobody knows. The tasks of the MSBuild package share this file.</summary>
public static class Suggestion
{
    /// <summary>The known word nearest to <paramref name="word"/>, or null when none is near.</summary>
    /// <remarks>Distance: insertions, deletions, replacements and swaps of neighbours (optimal string alignment), case ignored.</remarks>
    /// <param name="word">The word.</param>
    /// <param name="known">The words that may be meant.</param>
    /// <param name="most">The largest distance; a third of the word unless given.</param>
    public static string? For(string word, IEnumerable<string> known, int? most = null)
    {
        var limit = most ?? Math.Max(1, word.Length / 3);
        return known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= limit)
            .Select(candidate => (candidate, distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    internal static int Distance(string left, string right)
    {
        var (before, previous, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}
