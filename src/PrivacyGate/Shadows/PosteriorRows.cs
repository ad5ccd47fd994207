using PrivacyGate.Signals;

namespace PrivacyGate.Shadows;

/// <summary>Which records' posteriors an attack model learns from.</summary>
internal static class PosteriorRows
{
    /// <summary>As many records trained on as not, at most <paramref name="most"/> in all; by their content, so that neither order nor side decides.</summary>
    public static bool[] Balanced(UInt128[] keys, bool[] trained, int most)
    {
        var trainedOn = trained.Count(static flag => flag);
        var each = Math.Min(most / 2, Math.Min(trainedOn, trained.Length - trainedOn));
        var wanted = new bool[keys.Length];
        foreach (var side in new[] { true, false })
        {
            int[] rows = [.. Enumerable.Range(0, keys.Length).Where(row => trained[row] == side)];
            if (rows.Length > each)
            {
                Array.Sort(Array.ConvertAll(rows, row => ContentOrder.FoldHash(keys[row])), rows);
            }

            foreach (var row in rows.AsSpan(0, each))
            {
                wanted[row] = true;
            }
        }

        return wanted;
    }
}
