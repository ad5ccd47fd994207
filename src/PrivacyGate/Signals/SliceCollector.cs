using PrivacyGate.Auditing;

namespace PrivacyGate.Signals;

/// <summary>A slice column, as a code a record.</summary>
internal sealed class SliceCollector(string name)
{
    private readonly Dictionary<string, int> codeOf = new(StringComparer.Ordinal);
    private readonly ChunkedColumn<int> codes = new();

    public void AddRange(string[] cells)
    {
        foreach (string cell in cells)
        {
            if (!codeOf.TryGetValue(cell, out int code))
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
        for (int i = 0; i < values.Length; i++)
        {
            rank[codeOf[values[i]]] = i;
        }

        return new SliceColumn(name, values, Array.ConvertAll(codes.Gather(places), code => rank[code]));
    }
}
