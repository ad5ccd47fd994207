using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>A data file whose columns are known and whose records can be streamed, any number of times, in constant memory.</summary>
public abstract class RecordReader
{
    /// <summary>The formats, by the end of the file's name.</summary>
    private static readonly (string Extension, Func<RecordSource, RecordReader> Open)[] Formats =
    [
        (".csv", source => DelimitedReader.Open(source, ',', isGzip: false)),
        (".csv.gz", source => DelimitedReader.Open(source, ',', isGzip: true)),
        (".tsv", source => DelimitedReader.Open(source, '\t', isGzip: false)),
        (".tsv.gz", source => DelimitedReader.Open(source, '\t', isGzip: true)),
        (".npz", NpzReader.OpenArchive),
    ];

    private readonly Lazy<FirstLineKind> firstLine;

    private protected RecordReader(RecordSource source, IReadOnlyList<RecordColumn> columns)
    {
        (Source, Columns, Index) = (source, columns, new ColumnIndex(columns));
        firstLine = new Lazy<FirstLineKind>(Classify);
    }

    public RecordSource Source { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<RecordColumn> Columns { get; }

    internal ColumnIndex Index { get; }

    /// <summary>What the line holds that names the columns.</summary>
    internal FirstLineKind FirstLine => firstLine.Value;

    /// <summary>Reads the header of a data file.</summary>
    /// <exception cref="InputException">Missing (PG0020), unreadable (PG0021), of no known format or malformed (PG0037), two columns of one name (PG0039).</exception>
    public static RecordReader Open(RecordSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var (extension, open) in Formats)
        {
            if (source.File.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return open(source);
            }
        }

        var cure = source.File.Path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? "a lone .npy has no label; save arrays and label together with numpy.savez"
            : $"a data file ends in {string.Join(", ", Formats.Select(format => format.Extension))}";
        throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{MessageText.Plain(source.File.Path)} is of no known format; {cure}", source.File.Location));
    }

    /// <summary>Streams the records the source's filter picks.</summary>
    /// <param name="plan">Which columns feed which input; from this file or one with the same columns.</param>
    /// <param name="labels">Turns labels into classes.</param>
    /// <param name="batchSize">Records a batch, at least 1; very wide records come in smaller batches. The last batch may be smaller.</param>
    /// <param name="cancellation">Checked for every batch.</param>
    /// <exception cref="InputException">A row is not as promised (PG0030 to PG0037); nothing is repaired in silence.</exception>
    public IEnumerable<RecordBatch> Read(FeaturePlan plan, LabelMap labels, int batchSize, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Stream(plan, labels, batchSize, cancellation);
    }

    /// <summary>Writes the column names and some of the records the source's filter picks, each as it stands in the file.</summary>
    /// <param name="plan">Which columns feed which input.</param>
    /// <param name="labels">Turns labels into classes.</param>
    /// <param name="kept">Whether to write each of the records, in the order of <see cref="Read"/>.</param>
    /// <param name="target">Where to write: UTF-8, one line a record.</param>
    /// <exception cref="InputException">The format has no lines (PG0037).</exception>
    public virtual void CopyRecords(FeaturePlan plan, LabelMap labels, IReadOnlyList<bool> kept, Stream target) =>
        throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{MessageText.Plain(Source.File.Path)} holds arrays, whose records cannot be copied line by line; leave out the records that are equal where the arrays are made", Source.File.Location));

    /// <summary>Where a record lies that <see cref="Read"/> gave out: its line, or the file where records have no lines.</summary>
    /// <param name="plan">As for <see cref="Read"/>.</param>
    /// <param name="labels">As for <see cref="Read"/>.</param>
    /// <param name="record">The number of the record among those that were given out, from 0.</param>
    /// <param name="column">The column meant, or null.</param>
    public virtual SourceLocation PlaceOf(FeaturePlan plan, LabelMap labels, int record, string? column) => Source.File.Location;

    private protected abstract IEnumerable<RecordBatch> Stream(FeaturePlan plan, LabelMap labels, int batchSize, CancellationToken cancellation);

    /// <summary>The first <paramref name="most"/> rows as texts, one a column, filter or no filter; null where a column has several values a record.</summary>
    internal abstract IEnumerable<IReadOnlyList<string?>> Sample(int most);

    private protected abstract FirstLineKind Classify();

    private protected InputException NoRecords(ValueCounts filterValues)
    {
        if (Source.Filter is not { } filter)
        {
            return new InputException(Diagnostic.Error(DiagnosticIds.NoRecords, $"{MessageText.Plain(Source.File.Path)} ({Source.Role}) holds no records; name a file that does", Source.File.Location));
        }

        // A list of the values could name persons with many records each.
        var hint = !ColumnNames.MayIdentify(filter.Column) && filterValues.Told is { } values && Suggestion.For(filter.Value, values) is { } near ? $"; did you mean {MessageText.Quote(near)}?"
            : filterValues.Different == 0 ? "; check column and value"
            : $"; the column holds {filterValues.Amount()}, check column and value";
        return new InputException(Diagnostic.Error(DiagnosticIds.NoRecords, $"no record of {MessageText.Plain(Source.File.Path)} fits the filter {MessageText.Quote(filter.ToString())} ({Source.Role}){hint}", filter.Location));
    }
}
