using System.IO.Compression;
using System.Text;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>NumPy's .npz: a zip of .npy arrays, each a column whose first axis counts records. Pickled objects are never loaded.</summary>
internal sealed class NpzReader : RecordReader
{
    private const long LargestRecord = 64 * 1024 * 1024;

    /// <summary>Deflate cannot shrink more than 1032 to 1, so a larger claim is a lie.</summary>
    private const long LargestExpansion = 1032;

    private NpzReader(RecordSource source, IReadOnlyList<RecordColumn> columns)
        : base(source, columns)
    {
    }

    public static RecordReader OpenArchive(RecordSource source)
    {
        using var archive = OpenZip(source);
        var columns = new List<RecordColumn>();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)))
        {
            var name = entry.FullName[..^4];
            if (columns.Any(column => column.Name == name))
            {
                throw new InputException(Diagnostic.Error(DiagnosticIds.DuplicateColumn, $"{MessageText.Plain(source.File.Path)} holds two arrays named {MessageText.Quote(name)}; keep one", source.File.Location));
            }

            var header = Guard(source, name, () => ReadHeader(entry));
            if (header.Shape.Count > 0)
            {
                columns.Add(new RecordColumn(name, header.Type.Code, [.. header.Shape.Skip(1).Select(axis => (int)axis)], header.Shape[0]));
            }
        }

        return columns.Count > 0 ? new NpzReader(source, columns)
            : throw new InputException(Diagnostic.Error(DiagnosticIds.NoRecords, $"{MessageText.Plain(source.File.Path)} ({source.Role}) holds no array with a record axis; save records with numpy.savez", source.File.Location));
    }

    private protected override IEnumerable<RecordBatch> Stream(FeaturePlan plan, LabelMap labels, int batchSize, CancellationToken cancellation)
    {
        using var archive = OpenZip(Source);
        using var row = new NpzRow(this, archive, plan, labels, new BatchBuilder(plan, batchSize));
        var isAnyPicked = false;
        while (row.ReadBatch() is { } batch)
        {
            isAnyPicked = true;
            cancellation.ThrowIfCancellationRequested();
            yield return batch;
        }

        cancellation.ThrowIfCancellationRequested();
        if (!isAnyPicked)
        {
            throw NoRecords(row.FilterValues);
        }
    }

    internal override IEnumerable<IReadOnlyList<string?>> Sample(int most)
    {
        using var archive = OpenZip(Source);
        var cursors = Columns.Select(column => IsSampled(column) ? OpenColumn(archive, column) : null).ToList();
        try
        {
            for (var row = 0L; row < Math.Min(most, Columns.Max(column => column.Count ?? 0)); row++)
            {
                yield return [.. Columns.Select((column, i) => row < column.Count && cursors[i] is { } cursor ? NextText(column, cursor) : null)];
            }
        }
        finally
        {
            cursors.ForEach(cursor => cursor?.Dispose());
        }
    }

    /// <summary>Arrays have names of their own, which no value of a record can be.</summary>
    private protected override FirstLineKind Classify() => FirstLineKind.Names;

    private static bool IsSampled(RecordColumn column) => column.Width == 1 && NpyType.Parse(column.ElementType!).IsSupported;

    private string NextText(RecordColumn column, NpyCursor cursor) => Guard(Source, column.Name, () =>
    {
        cursor.MoveNext();
        return Encoding.UTF8.GetString(NpyElement.Text(cursor.Header.Type, cursor.Record));
    });

    /// <summary>Opens the array of a column and checks that it can be read.</summary>
    internal NpyCursor OpenColumn(ZipArchive archive, RecordColumn column) => Guard(Source, column.Name, () =>
    {
        var entry = archive.GetEntry(column.Name + ".npy") ?? throw new InvalidDataException("it is gone: the file changed while it was read");
        var header = ReadHeader(entry);
        if (!header.Type.IsSupported)
        {
            throw new InvalidDataException(header.Type.Code.EndsWith('O')
                ? "it holds pickled Python objects, which are never loaded (allow_pickle is not honoured); save plain numbers or texts"
                : $"its element type {MessageText.Quote(header.Type.Code)} is not read; save it as float, integer, boolean or text");
        }

        var stream = new CheckedEntry(entry);
        stream.ReadExactly(new byte[header.Length]);
        return NpyCursor.Over(header, stream);
    });

    /// <summary>Runs one step of reading an array and turns what the libraries throw into what the user must know.</summary>
    internal static T Guard<T>(RecordSource source, string array, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception malformed) when (malformed is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{MessageText.Plain(source.File.Path)}, array {MessageText.Quote(array)}: {MessageText.Plain(malformed.Message)}", source.File.Location), malformed);
        }
        catch (IOException unreadable)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(source.File.Path)} cannot be read to its end; check the file and the disk", source.File.Location), unreadable);
        }
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
}
