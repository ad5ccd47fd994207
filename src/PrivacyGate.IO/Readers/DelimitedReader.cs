using System.Globalization;
using System.Text;
using CsvHelper;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>CSV and TSV, plain or gzipped (RFC 4180 quoting; CR LF or LF; UTF-8, or UTF-16 with its mark).</summary>
internal sealed class DelimitedReader : RecordReader
{
    private const int LargestRow = 64 * 1024 * 1024;

    /// <summary>Wider than any table of people, and narrow enough to be kept in memory by name.</summary>
    private const int MostColumns = 1_000_000;

    private readonly char separator;
    private readonly bool isGzip;

    private DelimitedReader(RecordSource source, IReadOnlyList<RecordColumn> columns, char separator, bool isGzip)
        : base(source, columns) => (this.separator, this.isGzip) = (separator, isGzip);

    public static RecordReader Open(RecordSource source, char separator, bool isGzip)
    {
        using var csv = OpenFile(source, separator, isGzip);
        var headers = Guard(source, csv, static csv => csv.Headers);
        CheckHeader(source, headers, separator);
        return new DelimitedReader(source, [.. headers.Select(name => new RecordColumn(name, null, [], null))], separator, isGzip);
    }

    private protected override IEnumerable<RecordBatch> Stream(FeaturePlan plan, LabelMap labels, int batchSize, CancellationToken cancellation)
    {
        using var csv = OpenFile(Source, separator, isGzip);
        var isSame = Guard(Source, csv, csv => csv.Headers.SequenceEqual(Columns.Select(column => column.Name)));
        if (!isSame)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileChanged, $"{MessageText.Plain(Source.File.Path)} changed while it was being audited; run again", Source.At(1)));
        }

        var builder = new BatchBuilder(plan, batchSize);
        var row = new DelimitedRow(this, plan, labels, builder);
        var isAnyPicked = false;
        while (Guard(Source, csv, csv => row.ReadBatch(csv)))
        {
            isAnyPicked = true;
            cancellation.ThrowIfCancellationRequested();
            yield return builder.Take();
        }

        cancellation.ThrowIfCancellationRequested();
        if (!isAnyPicked)
        {
            throw NoRecords(row.FilterValues);
        }
    }

    /// <inheritdoc/>
    public override void CopyRecords(FeaturePlan plan, LabelMap labels, IReadOnlyList<bool> kept, Stream target)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(target);
        using var csv = OpenFile(Source, separator, isGzip);
        target.Write(Encoding.UTF8.GetBytes(string.Join(separator, Columns.Select(column => Quoted(column.Name))) + "\n"));
        var builder = new BatchBuilder(plan, 1);
        var row = new DelimitedRow(this, plan, labels, builder);
        for (var i = 0; Guard(Source, csv, csv => row.ReadBatch(csv)); i++)
        {
            _ = builder.Take();
            if (kept[i])
            {
                target.Write(csv.RawRecord.TrimEnd("\r\n"u8));
                target.WriteByte((byte)'\n');
            }
        }
    }

    /// <inheritdoc/>
    public override SourceLocation PlaceOf(FeaturePlan plan, LabelMap labels, int record, string? column)
    {
        using var csv = OpenFile(Source, separator, isGzip);
        var builder = new BatchBuilder(plan, 1);
        var row = new DelimitedRow(this, plan, labels, builder);
        for (var i = 0; i <= record; i++)
        {
            if (!Guard(Source, csv, csv => row.ReadBatch(csv)))
            {
                return Source.File.Location;
            }

            _ = builder.Take();
        }

        var field = column is null ? -1 : Index.Of(column);
        return field < 0 ? Source.At((int)csv.LineNumber) : row.Place(csv, field);
    }

    private string Quoted(string name) =>
        name.AsSpan().IndexOfAny(['"', '\n', '\r', separator]) < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal override IEnumerable<IReadOnlyList<string?>> Sample(int most)
    {
        using var csv = OpenFile(Source, separator, isGzip);
        for (var row = 0; row < most && Guard(Source, csv, static csv => csv.Read()); row++)
        {
            if (csv.FieldCount != Columns.Count)
            {
                throw DelimitedRow.Ragged(this, csv);
            }

            yield return [.. Columns.Select((_, field) => csv.GetString(field))];
        }
    }

    private protected override FirstLineKind Classify() => HeaderLine.Of(this);

    private static CsvReader OpenFile(RecordSource source, char separator, bool isGzip)
    {
        var file = InputFile.Open(source.File.FullPath, source.File.Path, source.File.Location);
        var options = new CsvReaderOptions
        {
            Separator = separator,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = LargestRow,
            IncludeValuesInExceptions = false,
            BufferSize = 1 << 18,
        };
        return CsvReader.Create(isGzip ? OpenGzip(source, file) : file, options, leaveOpen: false);
    }

    private static GzipInput OpenGzip(RecordSource source, FileStream file)
    {
        try
        {
            return new GzipInput(file);
        }
        catch (InvalidDataException corrupt)
        {
            file.Dispose();
            throw NotGzip(source, corrupt);
        }
    }

    private static InputException NotGzip(RecordSource source, InvalidDataException corrupt) =>
        new(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(source.File.Path)} is no whole gzip file (corrupt, cut off, or several in a row); compress it again", source.File.Location), corrupt);

    /// <summary>Runs one step of reading and turns what the libraries throw into what the user must know.</summary>
    private static T Guard<T>(RecordSource source, CsvReader csv, Func<CsvReader, T> step)
    {
        try
        {
            return step(csv);
        }
        catch (CsvFormatException malformed)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{MessageText.Plain(source.File.Path)}: a quoted text is not closed, or goes on after its closing quote; write a quote inside a text twice", source.At((int)malformed.LineNumber)), malformed);
        }
        catch (InvalidDataException corrupt)
        {
            throw NotGzip(source, corrupt);
        }
        catch (IOException unreadable)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(source.File.Path)} cannot be read to its end; check the file and the disk", source.File.Location), unreadable);
        }
    }

    private static void CheckHeader(RecordSource source, IReadOnlyList<string> headers, char separator)
    {
        var shown = MessageText.Plain(source.File.Path);
        if (headers.Count == 0)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.NoRecords, $"{shown} ({source.Role}) is empty; its first line must name the columns", source.File.Location));
        }

        if (headers.Count > MostColumns)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, string.Create(CultureInfo.InvariantCulture, $"{shown}: the first line has {headers.Count} columns, more than {MostColumns}; save wide records as arrays in a .npz file"), source.At(1)));
        }

        if (headers.Any(name => name.Contains('\ufffd', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)))
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{shown}: the first line is not UTF-8 text; save the file as UTF-8", source.At(1, 1)));
        }

        var repeated = headers.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
        {
            throw Repeated(source, [.. headers], repeated.Key);
        }

        var other = separator == ',' ? ";\t|" : ",;|";
        if (headers.Count == 1 && headers[0].IndexOfAny(other.ToCharArray()) is var at and >= 0)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{shown}: the columns are parted by {Name(headers[0][at])}, but this kind of file needs {Name(separator)}; save it so", source.At(1, at + 1)));
        }
    }

    /// <summary>The name itself is not repeated: without a header line it is a value of a record.</summary>
    private static InputException Repeated(RecordSource source, List<string> headers, string name)
    {
        var places = string.Create(CultureInfo.InvariantCulture, $"columns {headers.IndexOf(name) + 1} and {headers.LastIndexOf(name) + 1}");
        return HeaderLine.IsNumber(name)
            ? ColumnNaming.NoHeader(source, $"{places} hold the same number")
            : new InputException(Diagnostic.Error(DiagnosticIds.DuplicateColumn, $"{MessageText.Plain(source.File.Path)}: {places} have the same name; rename one, or add a header line if the first line is a record", source.At(1)));
    }

    private static string Name(char separator) => separator == '\t' ? "a tab" : $"'{separator}'";
}
