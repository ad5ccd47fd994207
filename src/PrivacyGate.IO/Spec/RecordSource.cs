namespace PrivacyGate.IO.Spec;

/// <summary>A file of records, or the rows of it that a filter picks.</summary>
/// <param name="Role">The key that names it: members, nonMembers or reference.</param>
/// <param name="File">The data file.</param>
/// <param name="Filter">Which rows to take, or null for all.</param>
public sealed record RecordSource(string Role, SpecFile File, RowFilter? Filter)
{
    /// <summary>A place in the data file, for diagnostics about its content.</summary>
    public SourceLocation At(int line, int column = 0) => new(File.LinkPath, line, column);
}
