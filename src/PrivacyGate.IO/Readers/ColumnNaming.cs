using System.Globalization;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// How messages name the columns of a file. In a file without a header line they are values of a record, and logs are read
/// by more people than data; so they are repeated only where the first line is known to be a header.
/// </summary>
/// <param name="reader">The file.</param>
/// <param name="expected">Names that spec and model state. Where most of them are found, the first line is a header.</param>
internal sealed class ColumnNaming(RecordReader reader, IReadOnlyCollection<string> expected)
{
    private readonly Lazy<bool> isQuoted = new(() => reader.FirstLine switch
    {
        FirstLineKind.Names => true,
        FirstLineKind.Record or FirstLineKind.Damaged => false,
        _ => expected.Where(name => !HeaderLine.CouldBeValue(name)).Count(name => reader.Index.Of(name) >= 0) * 2 > expected.Count,
    });

    /// <summary>The column a role names.</summary>
    /// <exception cref="InputException">There is none (PG0034), or no header line (PG0042).</exception>
    public int IndexOf(string name, SourceLocation location, string role) =>
        reader.Index.Of(name) is >= 0 and var at ? at : throw Missing(name, location, role);

    /// <inheritdoc cref="IndexOf"/>
    public RecordColumn Find(string name, SourceLocation location, string role) => reader.Columns[IndexOf(name, location, role)];

    /// <summary>The names in quotes, or their number.</summary>
    public string List(IReadOnlyCollection<string> names) => IsQuoted(names) ? MessageText.List(names)
        : names.Count == 1 ? "a column" : string.Create(CultureInfo.InvariantCulture, $"{names.Count} columns");

    /// <summary>"column 'name'", or its number.</summary>
    public string Column(int index) => IsQuoted([reader.Columns[index].Name]) ? $"column {MessageText.Quote(reader.Columns[index].Name)}"
        : string.Create(CultureInfo.InvariantCulture, $"column {index + 1}");

    /// <summary>What the user may have meant by a name, out of <paramref name="known"/> columns.</summary>
    public string Hint(string name, IReadOnlyCollection<string> known) => IsQuoted(known) ? Suggestion.Hint(name, known)
        : "; if its first line is a record, add a header line";

    /// <summary>Refuses a file whose columns have all roles, but whose first line is a record nevertheless.</summary>
    /// <exception cref="InputException">PG0042.</exception>
    public void RequireHeader()
    {
        // Names that are whole numbers in no order may be the positions of chosen features.
        if (reader.FirstLine == FirstLineKind.Record && !HeaderLine.HasOnlyWholeNumbers(reader))
        {
            throw NoHeader(reader);
        }
    }

    /// <summary>PG0042 for a file that was not expected to have any column in particular.</summary>
    public static InputException NoHeader(RecordReader reader) => NoHeader(reader.Source, "columns of numbers have numbers for names");

    /// <summary>PG0042.</summary>
    public static InputException NoHeader(RecordSource source, string reason) => new(Diagnostic.Error(
        DiagnosticIds.HeaderMissing,
        $"{MessageText.Plain(source.File.Path)} ({source.Role}): the first line looks like a record ({reason}); the file needs a header line that names the columns",
        source.At(1)));

    /// <summary>A name with a line break in it may be a header and a record that an open quote joined.</summary>
    private bool IsQuoted(IEnumerable<string> names) => isQuoted.Value && names.All(static name => name.AsSpan().IndexOfAny('\n', '\r') < 0);

    private InputException Missing(string name, SourceLocation location, string role) => reader.FirstLine == FirstLineKind.Record
        ? NoHeader(reader.Source, $"no column {MessageText.Quote(name)}, {role}")
        : new InputException(Diagnostic.Error(DiagnosticIds.ColumnMissing, $"{MessageText.Plain(reader.Source.File.Path)} has no column {MessageText.Quote(name)} ({role}){Hint(name, [.. reader.Columns.Select(column => column.Name)])}", location));
}
