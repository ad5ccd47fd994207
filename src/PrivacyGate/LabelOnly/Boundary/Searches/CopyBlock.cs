namespace PrivacyGate.LabelOnly.Boundary.Searches;

/// <summary>Some changed copies of some records, to be asked about together.</summary>
/// <param name="First">The first copy.</param>
/// <param name="Count">How many.</param>
/// <param name="Places">The records, those with fewer copies left out.</param>
internal readonly record struct CopyBlock(int First, int Count, int[] Places)
{
    /// <summary>Probes asked about at once: their answers are a byte each.</summary>
    private const int MostProbes = 4_000_000;

    /// <summary>Numbers in what the copies of a block have in common.</summary>
    private const int MostNumbers = 4_000_000;

    /// <summary>Cuts all copies into blocks in which every record has all copies.</summary>
    /// <param name="places">The records.</param>
    /// <param name="copies">Copies of each, parallel to <paramref name="places"/>.</param>
    /// <param name="numbers">Numbers that the same copy of all records has in common.</param>
    public static IEnumerable<CopyBlock> Of(int[] places, int[] copies, int numbers)
    {
        var first = 0;
        foreach (var end in copies.Distinct().Order())
        {
            int[] asked = [.. places.Where((_, i) => copies[i] >= end)];
            var step = Math.Max(1, Math.Min(MostProbes / asked.Length, MostNumbers / numbers));
            for (; first < end; first += step)
            {
                yield return new CopyBlock(first, Math.Min(step, end - first), asked);
            }

            first = end;
        }
    }
}
