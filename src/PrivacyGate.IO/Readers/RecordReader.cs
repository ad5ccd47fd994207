using System.Text;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>A data file whose columns are known and whose records can be streamed, any number of times, in constant memory.</summary>
public sealed class RecordReader
{
    /// <summary>The formats, by the end of the file's name.</summary>
    private static readonly (string Extension, Func<RecordSource, RecordCursor> Open)[] Formats =
    [
        (".csv", static source => new DelimitedCursor(source, ',', isGzip: false)),
        (".csv.gz", static source => new DelimitedCursor(source, ',', isGzip: true)),
        (".tsv", static source => new DelimitedCursor(source, '\t', isGzip: false)),
        (".tsv.gz", static source => new DelimitedCursor(source, '\t', isGzip: true)),
        (".npz", static source => new NpzCursor(source)),
    ];

    private readonly Func<RecordSource, RecordCursor> open;
    private readonly Lazy<FirstLineKind> firstLine;

    private RecordReader(RecordSource source, Func<RecordSource, RecordCursor> open)
    {
        using var cursor = open(source);
        (Source, this.open, Columns) = (source, open, cursor.Columns);
        Index = new ColumnIndex(Columns);
        var hasSureNames = cursor.HasSureNames;
        firstLine = new Lazy<FirstLineKind>(() => hasSureNames ? FirstLineKind.Names : HeaderLine.Of(this));
    }

    /// <summary>The ends of the names of data files.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Formats.Select(static format => format.Extension)];

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
                return new RecordReader(source, open);
            }
        }

        var cure = source.File.Path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? "a lone .npy has no label; save arrays and label together with numpy.savez"
            : $"a data file ends in {string.Join(", ", Extensions)}";
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
    public void CopyRecords(FeaturePlan plan, LabelMap labels, IReadOnlyList<bool> kept, Stream target)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(target);
        using var cursor = OpenAgain();
        var header = cursor.Header ?? throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{MessageText.Plain(Source.File.Path)} holds arrays, whose records cannot be copied line by line; leave out the records that are equal where the arrays are made", Source.File.Location));
        target.Write(Encoding.UTF8.GetBytes(header));
        var rows = new RowReader(this, cursor, plan, labels, 1);
        for (var i = 0; rows.ReadBatch() is not null; i++)
        {
            if (kept[i])
            {
                target.Write(cursor.Raw([]).TrimEnd("\r\n"u8));
                target.WriteByte((byte)'\n');
            }
        }
    }

    /// <summary>Where a record lies that <see cref="Read"/> gave out: its line, or the file where records have no lines.</summary>
    /// <param name="plan">As for <see cref="Read"/>.</param>
    /// <param name="labels">As for <see cref="Read"/>.</param>
    /// <param name="record">The number of the record among those that were given out, from 0.</param>
    /// <param name="column">The column meant, or null.</param>
    public SourceLocation PlaceOf(FeaturePlan plan, LabelMap labels, int record, string? column)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (Columns[0].IsArray)
        {
            return Source.File.Location;
        }

        using var cursor = OpenAgain();
        var rows = new RowReader(this, cursor, plan, labels, 1);
        for (var i = 0; i <= record; i++)
        {
            if (rows.ReadBatch() is null)
            {
                return Source.File.Location;
            }
        }

        return cursor.PlaceOf(column is null ? -1 : Index.Of(column)) ?? Source.File.Location;
    }

    /// <summary>The first <paramref name="most"/> rows as texts, one a column, filter or no filter; null where a column has several values a record.</summary>
    internal IEnumerable<IReadOnlyList<string?>> Sample(int most)
    {
        using var cursor = OpenAgain();
        foreach (var row in cursor.Texts().Take(most))
        {
            yield return row;
        }
    }

    private IEnumerable<RecordBatch> Stream(FeaturePlan plan, LabelMap labels, int batchSize, CancellationToken cancellation)
    {
        using var cursor = OpenAgain();
        var rows = new RowReader(this, cursor, plan, labels, batchSize);
        var isAnyPicked = false;
        while (rows.ReadBatch() is { } batch)
        {
            isAnyPicked = true;
            cancellation.ThrowIfCancellationRequested();
            yield return batch;
        }

        cancellation.ThrowIfCancellationRequested();
        if (!isAnyPicked)
        {
            throw rows.NoRecords();
        }
    }

    /// <exception cref="InputException">The columns are others than before (PG0028).</exception>
    private RecordCursor OpenAgain()
    {
        var cursor = open(Source);
        try
        {
            return cursor.Columns.Select(static column => (column.Name, column.Width, column.Type)).SequenceEqual(Columns.Select(static column => (column.Name, column.Width, column.Type))) ? cursor
                : throw new InputException(Diagnostic.Error(DiagnosticIds.FileChanged, $"{MessageText.Plain(Source.File.Path)} changed while it was being audited; run again", Source.At(1)));
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }
}
