using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using CsvHelper;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>CSV and TSV, plain or gzipped (RFC 4180 quoting; CR LF or LF; UTF-8, or UTF-16 with its mark).</summary>
internal sealed class DelimitedCursor(RecordSource source, char separator, bool isGzip) : RecordCursor(source)
{
    private const int LargestRow = 64 * 1024 * 1024;

    /// <summary>Wider than any table of people, and narrow enough to be kept in memory by name.</summary>
    private const int MostColumns = 1_000_000;

    private readonly CsvReader csv = OpenFile(source, separator, isGzip);
    private IReadOnlyList<string> headers = [];

    public override string Header => string.Join(separator, headers.Select(Quoted)) + "\n";

    public override InputException? Problem => csv.FieldCount == headers.Count ? null
        : Malformed(DiagnosticIds.RaggedRow, string.Create(CultureInfo.InvariantCulture, $"the row has {csv.FieldCount} cells, the header {headers.Count}; mend the row (a text that holds the separator stands in quotes)"), (int)csv.LineNumber);

    public override bool MoveNext() => Guard(static csv => csv.Read());

    public override CellFault Write(int column, ValueWriter writer, int index, out int at)
    {
        at = 0;
        return writer.Write(csv.GetSpan(column), index);
    }

    public override ReadOnlySpan<byte> Text(int column) => csv.GetSpan(column);

    public override ReadOnlySpan<byte> Raw(IEnumerable<int> features) => csv.RawRecord;

    /// <summary>Line and column of a cell, which differ from the row's start when a quoted text before it holds line breaks.</summary>
    public override SourceLocation PlaceOf(int column)
    {
        if (column < 0)
        {
            return Source.At((int)csv.LineNumber);
        }

        var record = csv.RawRecord;
        var offset = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(record), ref MemoryMarshal.GetReference(csv.GetRawSpan(column)));
        var before = record[..Math.Clamp(offset, 0, record.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return Source.At((int)csv.LineNumber + before.Count((byte)'\n'), Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    public override void Dispose() => csv.Dispose();

    protected override IReadOnlyList<RecordColumn> ReadColumns()
    {
        headers = Guard(static csv => csv.Headers);
        CheckHeader();
        return [.. headers.Select(static name => new RecordColumn(name, CellType.Text, [], IsArray: false))];
    }

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
        try
        {
            return CsvReader.Create(isGzip ? CheckedStream.OfGzip(file) : file, options, leaveOpen: false);
        }
        catch (InvalidDataException corrupt)
        {
            file.Dispose();
            throw NotGzip(source, corrupt);
        }
    }

    /// <summary>Runs one step of reading and turns what the libraries throw into what the user must know.</summary>
    private T Guard<T>(Func<CsvReader, T> step)
    {
        try
        {
            return step(csv);
        }
        catch (CsvFormatException malformed)
        {
            throw Malformed(DiagnosticIds.DataFormat, "a quoted text is not closed, or goes on after its closing quote; write a quote inside a text twice", (int)malformed.LineNumber, inner: malformed);
        }
        catch (InvalidDataException corrupt)
        {
            throw NotGzip(Source, corrupt);
        }
        catch (IOException unreadable)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(Source.File.Path)} cannot be read to its end; check the file and the disk", Source.File.Location), unreadable);
        }
    }

    private static InputException NotGzip(RecordSource source, InvalidDataException corrupt) =>
        new(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(source.File.Path)} is no whole gzip file (corrupt, cut off, or several in a row); compress it again", source.File.Location), corrupt);

    private InputException Malformed(string id, string problem, int line, int column = 0, Exception? inner = null) =>
        new(Diagnostic.Error(id, $"{MessageText.Plain(Source.File.Path)}: {problem}", Source.At(line, column)), inner);

    private void CheckHeader()
    {
        if (headers.Count == 0)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.NoRecords, $"{MessageText.Plain(Source.File.Path)} ({Source.Role}) is empty; its first line must name the columns", Source.File.Location));
        }

        if (headers.Count > MostColumns)
        {
            throw Malformed(DiagnosticIds.DataFormat, string.Create(CultureInfo.InvariantCulture, $"the first line has {headers.Count} columns, more than {MostColumns}; save wide records as arrays in a .npz file"), 1);
        }

        if (headers.Any(static name => name.AsSpan().IndexOfAny('\ufffd', '\0') >= 0))
        {
            throw Malformed(DiagnosticIds.DataFormat, "the first line is not UTF-8 text; save the file as UTF-8", 1, 1);
        }

        if (headers.Distinct(StringComparer.Ordinal).Count() < headers.Count)
        {
            throw Repeated(headers.GroupBy(static name => name, StringComparer.Ordinal).First(static group => group.Count() > 1).Key);
        }

        var other = separator == ',' ? ";\t|" : ",;|";
        if (headers.Count == 1 && headers[0].IndexOfAny(other.ToCharArray()) is var at and >= 0)
        {
            throw Malformed(DiagnosticIds.DataFormat, $"the columns are parted by {Name(headers[0][at])}, but this kind of file needs {Name(separator)}; save it so", 1, at + 1);
        }
    }

    /// <summary>The name itself is not repeated: without a header line it is a value of a record.</summary>
    private InputException Repeated(string name)
    {
        int[] all = [.. Enumerable.Range(0, headers.Count).Where(column => headers[column] == name)];
        var places = string.Create(CultureInfo.InvariantCulture, $"columns {all[0] + 1} and {all[^1] + 1}");
        return HeaderLine.IsNumber(name)
            ? ColumnNaming.NoHeader(Source, $"{places} hold the same number")
            : Malformed(DiagnosticIds.DuplicateColumn, $"{places} have the same name; rename one, or add a header line if the first line is a record", 1);
    }

    private string Quoted(string name) =>
        name.AsSpan().IndexOfAny(['"', '\n', '\r', separator]) < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Name(char separator) => separator == '\t' ? "a tab" : $"'{separator}'";
}
