namespace PrivacyGate.IO.Readers;

/// <summary>One column of a data file.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Type">What its cells are, as the format states it; texts where the format states nothing, as in CSV.</param>
/// <param name="RecordShape">The axes of one record; empty for one value a record.</param>
/// <param name="IsArray">True for an array by itself, as in an .npz; false for a column of a table.</param>
public sealed record RecordColumn(string Name, CellType Type, IReadOnlyList<int> RecordShape, bool IsArray)
{
    /// <summary>Values a record.</summary>
    public int Width => RecordShape.Aggregate(1, static (product, axis) => product * axis);
}

/// <summary>What the cells of a column are.</summary>
public enum CellType
{
    Text,
    Number,
    Boolean,
}

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
