using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// Unpacked bytes that must be whole, read once from their beginning. The runtime's streams end without a word where a packed file
/// is cut or damaged, and records would be missing or wrong in silence; so what came out is compared with what was promised.
/// </summary>
internal sealed class CheckedStream : Stream
{
    private const int SmallestGzip = 18;

    private readonly Stream content;
    private readonly Func<long, uint, bool> isWhole;
    private readonly string problem;
    private readonly Crc32 checksum = new();
    private long delivered;

    /// <param name="content">The bytes, which this stream owns.</param>
    /// <param name="isWhole">Whether length and CRC-32 of all bytes are those promised.</param>
    /// <param name="problem">What is wrong where they are not.</param>
    private CheckedStream(Stream content, Func<long, uint, bool> isWhole, string problem) => (this.content, this.isWhole, this.problem) = (content, isWhole, problem);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The content of a gzip file, whose last four bytes are its length (RFC 1952, ISIZE).</summary>
    /// <exception cref="InvalidDataException">It is too short to be a gzip file.</exception>
    public static CheckedStream OfGzip(FileStream file)
    {
        if (file.Length < SmallestGzip)
        {
            throw new InvalidDataException("too short for a gzip file");
        }

        Span<byte> last = stackalloc byte[4];
        _ = file.Seek(-4, SeekOrigin.End);
        file.ReadExactly(last);
        _ = file.Seek(0, SeekOrigin.Begin);
        var promised = BinaryPrimitives.ReadUInt32LittleEndian(last);
        return new CheckedStream(new GZipStream(file, CompressionMode.Decompress), (length, _) => unchecked((uint)length) == promised, "the file is cut off");
    }

    /// <summary>The content of an entry of a zip, whose directory holds length and CRC-32.</summary>
    public static CheckedStream OfEntry(ZipArchiveEntry entry) => new(
        entry.Open(),
        (length, crc) => length == entry.Length && crc == entry.Crc32,
        "its bytes are damaged (length or CRC-32 differ from the archive's directory); save it again");

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The bytes end, and are not those promised.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        checksum.Append(buffer[..read]);
        delivered += read;
        return read > 0 || buffer.IsEmpty || isWhole(delivered, checksum.GetCurrentHashAsUInt32()) ? read : throw new InvalidDataException(problem);
    }

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
