namespace PrivacyGate.Signals;

/// <summary>A slice column, as a code a record.</summary>
/// <param name="name">The column's name.</param>
/// <param name="numbered">Whether values are numbered, from 1 in ordinal order, and forgotten.</param>
internal sealed class SliceCollector(string name, bool numbered)
{
    private readonly Dictionary<string, int> codeOf = new(StringComparer.Ordinal);
    private readonly ChunkedColumn<int> codes = new();

    public void AddRange(string[] cells)
    {
        foreach (var cell in cells)
        {
            if (!codeOf.TryGetValue(cell, out var code))
            {
                code = codeOf.Count;
                codeOf.Add(cell, code);
            }

            codes.Add(code);
        }
    }

    /// <summary>The column with its values in ordinal order, whatever order they came in.</summary>
    public SliceColumn Gather(int[] places)
    {
        string[] values = [.. codeOf.Keys.Order(StringComparer.Ordinal)];
        var rank = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            rank[codeOf[values[i]]] = i;
        }

        var shown = numbered ? [.. Enumerable.Range(1, values.Length).Select(number => FormattableString.Invariant($"value {number} of {values.Length}"))] : values;
        return new SliceColumn(name, shown, Array.ConvertAll(codes.Gather(places), code => rank[code]));
    }
}
