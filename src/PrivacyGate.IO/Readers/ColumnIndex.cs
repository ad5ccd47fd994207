namespace PrivacyGate.IO.Readers;

/// <summary>Finds columns by name: exactly, else the only one that differs in case or outer spaces.</summary>
internal sealed class ColumnIndex
{
    private const int Several = -1;

    private readonly IReadOnlyList<RecordColumn> columns;
    private readonly Dictionary<string, int> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> alike = new(StringComparer.OrdinalIgnoreCase);

    public ColumnIndex(IReadOnlyList<RecordColumn> columns)
    {
        this.columns = columns;
        for (var i = 0; i < columns.Count; i++)
        {
            _ = exact.TryAdd(columns[i].Name, i);
            var name = columns[i].Name.Trim();
            alike[name] = alike.ContainsKey(name) ? Several : i;
        }
    }

    /// <summary>The place of the column, or -1.</summary>
    public int Of(string name) =>
        exact.TryGetValue(name, out var at) || alike.TryGetValue(name.Trim(), out at) ? at : -1;

    /// <summary>The column, or null.</summary>
    public RecordColumn? Find(string name) => Of(name) is >= 0 and var at ? columns[at] : null;
}
