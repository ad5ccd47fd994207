using System.Globalization;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// How messages name the columns of a file. In a file without a header line they are values of a record, and in a table of
/// flags or one on its side each column may be named after a value or a person. Logs are read by more people than data, so
/// a name is repeated only where the spec or the model states it, or where every file has it below a sure header line.
/// </summary>
/// <param name="reader">The file.</param>
/// <param name="expected">Names that spec and model state.</param>
/// <param name="shared">Names that every file of the model has.</param>
internal sealed class ColumnNaming(RecordReader reader, IReadOnlyCollection<string> expected, IReadOnlyCollection<string> shared)
{
    private const int MostListed = 12;

    private readonly Lazy<HashSet<string>> told = new(() => new HashSet<string>(
        reader.FirstLine switch
        {
            FirstLineKind.Names => expected.Concat(shared),
            FirstLineKind.Record or FirstLineKind.Damaged => [],
            _ => Stated(reader, expected),
        },
        StringComparer.Ordinal));

    /// <summary>The column a role names.</summary>
    /// <exception cref="InputException">There is none (PG0034), or no header line (PG0042).</exception>
    public int IndexOf(string name, SourceLocation location, string role) =>
        reader.Index.Of(name) is >= 0 and var at ? at : throw Missing(name, location, role);

    /// <inheritdoc cref="IndexOf"/>
    public RecordColumn Find(string name, SourceLocation location, string role) => reader.Columns[IndexOf(name, location, role)];

    /// <summary>The names in quotes where they are told, else their places in the file.</summary>
    public string List(IReadOnlyCollection<string> names)
    {
        var quoted = names.Where(IsTold).ToList();
        int[] places = [.. names.Where(name => !IsTold(name)).Select(name => reader.Index.Of(name) + 1)];
        return string.Join(" and ", new[]
        {
            quoted.Count > 0 ? MessageText.List(quoted) : null,
            places.Length > MostListed ? string.Create(CultureInfo.InvariantCulture, $"{places.Length} columns")
                : places.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{(places.Length == 1 ? "column" : "columns")} {string.Join(", ", places)}") : null,
        }.OfType<string>());
    }

    /// <summary>"column 'name'", or its number.</summary>
    public string Column(int index) => IsTold(reader.Columns[index].Name) ? $"column {MessageText.Quote(reader.Columns[index].Name)}" : Place(index);

    /// <summary>The name itself, or "column 3".</summary>
    public string Name(string name) => IsTold(name) ? name : Place(reader.Index.Of(name));

    /// <summary>What the user may have meant by a name, out of <paramref name="known"/> columns.</summary>
    public string Hint(string name, IReadOnlyCollection<string> known) =>
        reader.FirstLine != FirstLineKind.Names ? "; if its first line is a record, add a header line"
        : Suggestion.For(name, known) is { } near ? $"; did you mean {MessageText.Quote(near)}?"
        : known.Count > 0 ? $"; known: {Known(known)}" : "";

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

    /// <summary>Names that stand in the first line of every file.</summary>
    public static IReadOnlyCollection<string> Shared(IEnumerable<RecordReader> files) =>
        [.. files.Select(static file => file.Columns.Select(static column => column.Name)).Aggregate(static (left, right) => left.Intersect(right, StringComparer.Ordinal))];

    /// <summary>Stated names, less those that the first line may hold as values.</summary>
    private static IEnumerable<string> Stated(RecordReader reader, IReadOnlyCollection<string> expected)
    {
        var own = HeaderLine.OwnValues(reader);
        return expected.Where(name => !HeaderLine.CouldBeValue(name) && !own.Contains(reader.Index.Of(name)));
    }

    private string Known(IReadOnlyCollection<string> names)
    {
        var quoted = names.Where(IsTold).Take(MostListed).ToList();
        var rest = names.Count - quoted.Count;
        return string.Join(" and ", new[]
        {
            quoted.Count > 0 ? MessageText.List(quoted) : null,
            quoted.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{rest} {(rest == 1 ? "column" : "columns")}")
                : rest > 0 ? string.Create(CultureInfo.InvariantCulture, $"{rest} more") : null,
        }.OfType<string>());
    }

    private static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"column {index + 1}");

    /// <summary>A name with a line break in it may be a header and a record that an open quote joined.</summary>
    private bool IsTold(string name) => told.Value.Contains(name) && name.AsSpan().IndexOfAny('\n', '\r') < 0;

    private InputException Missing(string name, SourceLocation location, string role) => reader.FirstLine == FirstLineKind.Record
        ? NoHeader(reader.Source, $"no column {MessageText.Quote(name)}, {role}")
        : new InputException(Diagnostic.Error(DiagnosticIds.ColumnMissing, $"{MessageText.Plain(reader.Source.File.Path)} has no column {MessageText.Quote(name)} ({role}){Hint(name, [.. reader.Columns.Select(column => column.Name)])}", location));
}
