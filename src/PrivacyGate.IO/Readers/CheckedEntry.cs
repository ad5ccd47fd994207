using System.IO.Compression;
using System.IO.Hashing;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// The content of an entry of a zip. .NET compares neither length nor CRC-32 with the archive's directory, and records whose
/// bytes were damaged would be audited like others; so both are compared where the entry ends.
/// </summary>
internal sealed class CheckedEntry(ZipArchiveEntry entry) : Stream
{
    private readonly Stream content = entry.Open();
    private readonly Crc32 checksum = new();
    private long delivered;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The content is not what was put into the archive.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        checksum.Append(buffer[..read]);
        delivered += read;
        return read > 0 || buffer.IsEmpty || (delivered == entry.Length && checksum.GetCurrentHashAsUInt32() == entry.Crc32)
            ? read
            : throw new InvalidDataException("its bytes are damaged (length or CRC-32 differ from the archive's directory); save it again");
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
