using System.Globalization;
using System.IO.Compression;
using System.Text;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>NumPy's .npz: a zip of .npy arrays, each a column whose first axis counts records. Pickled objects are never loaded.</summary>
internal sealed class NpzCursor(RecordSource source) : RecordCursor(source)
{
    private const long LargestRecord = 64 * 1024 * 1024;

    /// <summary>Deflate cannot shrink more than 1032 to 1, so a larger claim is a lie.</summary>
    private const long LargestExpansion = 1032;

    private readonly ZipArchive archive = OpenZip(source);
    private readonly List<Column> columns = [];

    /// <summary>The columns that are read, in the order of <see cref="Use"/>.</summary>
    private readonly List<Column> used = [];

    private long index;

    /// <summary>Arrays have names of their own, which no value of a record can be.</summary>
    public override bool HasSureNames => true;

    private long Records => used[0].Header.Shape[0];

    protected override IReadOnlyList<RecordColumn> ReadColumns()
    {
        HashSet<string> names = [];
        foreach (var entry in archive.Entries.Where(static entry => entry.FullName.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)))
        {
            var name = entry.FullName[..^4];
            if (names.Contains(name))
            {
                throw Refused(DiagnosticIds.DuplicateColumn, $"{MessageText.Plain(Source.File.Path)} holds two arrays named {MessageText.Quote(name)}; keep one");
            }

            var column = new Column(name, entry);
            Guard(column, static column => column.Header = ReadHeader(column.Entry));
            if (column.Header.Shape.Count > 0)
            {
                columns.Add(column);
                names.Add(name);
            }
        }

        return columns.Count > 0 ? [.. columns.Select(static column => new RecordColumn(column.Name, column.Header.Type.CellType, [.. column.Header.Shape.Skip(1).Select(static axis => (int)axis)], IsArray: true))]
            : throw Refused(DiagnosticIds.NoRecords, $"{MessageText.Plain(Source.File.Path)} ({Source.Role}) holds no array with a record axis; save records with numpy.savez");
    }

    public override void Use(int column, string name)
    {
        var opened = columns[column];
        if (opened.Array is not null)
        {
            return;
        }

        Guard(opened, Open);
        used.Add(opened);
        if (opened.Header.Shape[0] is var records && records != Records)
        {
            throw Refused(DiagnosticIds.DataFormat, string.Create(CultureInfo.InvariantCulture, $"{MessageText.Plain(Source.File.Path)}: array {MessageText.Quote(name)} has {records} records, {MessageText.Quote(used[0].Name)} has {Records}; save as many of each, or name the features by 'features'"));
        }
    }

    public override bool MoveNext()
    {
        if (index == Records)
        {
            return false;
        }

        index++;
        foreach (var column in used)
        {
            Guard(column, static column => column.Array!.MoveNext());
        }

        return true;
    }

    public override void CheckEnd()
    {
        foreach (var column in index == Records ? used : [])
        {
            Guard(column, static column => column.Array!.Finish());
        }
    }

    public override CellFault Write(int column, ValueWriter writer, int index, out int at) => columns[column].Array!.Write(writer, index, out at);

    public override ReadOnlySpan<byte> Text(int column) => columns[column].Array!.Text();

    public override double Number(int column) => columns[column].Array!.Number();

    public override ReadOnlySpan<byte> Raw(IEnumerable<int> features) => features.SelectMany(column => columns[column].Array!.Record.ToArray()).ToArray();

    public override string Words(int column, int at) => string.Create(CultureInfo.InvariantCulture, $"array {MessageText.Quote(columns[column].Name)}, record {index}, value {at + 1}");

    /// <summary>Arrays of any length, as far as each goes: which of them are read together is not known yet.</summary>
    public override IEnumerable<IReadOnlyList<string?>> Texts()
    {
        foreach (var column in columns.Where(static column => column.Header is { RecordValues: 1, Type.IsSupported: true }))
        {
            Guard(column, Open);
        }

        for (var row = 0L; row < columns.Max(static column => column.Header.Shape[0]); row++)
        {
            yield return [.. columns.Select(column => row < column.Header.Shape[0] && column.Array is not null ? NextText(column) : null)];
        }
    }

    public override void Dispose()
    {
        columns.ForEach(static column => column.Array?.Dispose());
        archive.Dispose();
    }

    private static ZipArchive OpenZip(RecordSource source)
    {
        var stream = InputFile.Open(source.File.FullPath, source.File.Path, source.File.Location);
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            _ = archive.Entries; // Read now, so that a broken directory is told as one.
            return archive;
        }
        catch (Exception corrupt) when (corrupt is InvalidDataException or EndOfStreamException or IOException)
        {
            stream.Dispose();
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(source.File.Path)} is no intact .npz (zip) file; save it again with numpy.savez", source.File.Location), corrupt);
        }
    }

    private static NpyHeader ReadHeader(ZipArchiveEntry entry)
    {
        if (entry.Length > (entry.CompressedLength + 64) * LargestExpansion)
        {
            throw new InvalidDataException("it claims to unpack to more than its bytes can");
        }

        using var stream = entry.Open();
        var header = NpyHeader.Read(stream);
        var values = header.RecordValues;
        if (header.Type.IsSupported && (values < 0 || values * header.Type.Size > LargestRecord))
        {
            throw new InvalidDataException("it claims records of more than 64 MB each");
        }

        var claimed = (UInt128)(ulong)header.Shape.FirstOrDefault(1) * (ulong)Math.Max(values, 0) * (ulong)header.Type.Size;
        return claimed <= (ulong)Math.Max(entry.Length - header.Length, 0) ? header : throw new InvalidDataException("it is shorter than its shape claims");
    }

    private static void Open(Column column)
    {
        var type = column.Header.Type;
        if (!type.IsSupported)
        {
            throw new InvalidDataException(type.Code.EndsWith('O')
                ? "it holds pickled Python objects, which are never loaded (allow_pickle is not honoured); save plain numbers or texts"
                : $"its element type {MessageText.Quote(type.Code)} is not read; save it as float, integer, boolean or text");
        }

        var stream = CheckedStream.OfEntry(column.Entry);
        stream.ReadExactly(new byte[column.Header.Length]);
        column.Array = new NpyArray(column.Header, stream);
    }

    private string NextText(Column column)
    {
        Guard(column, static column => column.Array!.MoveNext());
        return Encoding.UTF8.GetString(column.Array!.Text());
    }

    /// <summary>Runs one step of reading an array and turns what the libraries throw into what the user must know.</summary>
    private void Guard(Column column, Action<Column> step)
    {
        try
        {
            step(column);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw Refused(DiagnosticIds.DataFormat, $"{MessageText.Plain(Source.File.Path)}, array {MessageText.Quote(column.Name)}: {MessageText.Plain(malformed.Message)}", malformed);
        }
        catch (IOException unreadable)
        {
            throw Refused(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(Source.File.Path)} cannot be read to its end; check the file and the disk", unreadable);
        }
    }

    private InputException Refused(string id, string message, Exception? inner = null) => new(Diagnostic.Error(id, message, Source.File.Location), inner);

    /// <summary>An array of the archive; opened once it is read.</summary>
    private sealed class Column(string name, ZipArchiveEntry entry)
    {
        public string Name => name;

        public ZipArchiveEntry Entry => entry;

        public NpyHeader Header { get; set; } = null!;

        public NpyArray? Array { get; set; }
    }
}
