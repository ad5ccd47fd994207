namespace PrivacyGate.IO.Readers;

/// <summary>
/// The columns with a name that is also one of their values, as the class of the first record is in a file without a
/// header line. Such a name is a value of a record before it is a name.
/// </summary>
internal static class OwnValues
{
    private const int MostRows = 200;
    private const int FewestRows = 20;
    private const int MostCells = 200_000;

    /// <summary>Their places, as far as the first rows show.</summary>
    public static HashSet<int> Of(RecordReader reader)
    {
        var found = new HashSet<int>();
        var names = reader.Columns.Select(column => column.Name.Trim()).ToList();
        var texts = Enumerable.Range(0, names.Count).Where(i => !HeaderLine.IsNumber(names[i])).ToList();
        try
        {
            foreach (var row in reader.Sample(Math.Clamp(MostCells / names.Count, FewestRows, MostRows)))
            {
                found.UnionWith(texts.Where(i => row[i] is { } value && value.AsSpan().Trim().SequenceEqual(names[i])));
            }
        }
        catch (InputException)
        {
            // The rows before the one that cannot be read have shown what they show.
        }

        return found;
    }
}
