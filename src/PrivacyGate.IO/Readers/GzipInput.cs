using System.Buffers.Binary;
using System.IO.Compression;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// A gzip file that must be whole. The runtime's stream ends without a word where a cut file ends, and records would be
/// missing in silence; so the length in the file's last four bytes (RFC 1952, ISIZE) is held against what came out.
/// </summary>
internal sealed class GzipInput : Stream
{
    private const int SmallestFile = 18;

    private readonly GZipStream content;
    private readonly uint promised;
    private uint delivered;

    /// <exception cref="InvalidDataException">It is too short to be a gzip file.</exception>
    public GzipInput(FileStream file)
    {
        content = new GZipStream(file, CompressionMode.Decompress);
        promised = file.Length >= SmallestFile ? LastFourBytes(file) : throw new InvalidDataException("too short for a gzip file");
    }

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

    /// <exception cref="InvalidDataException">The content is corrupt, cut off, or made of several gzip files in a row.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        delivered = unchecked(delivered + (uint)read);
        return read == 0 && buffer.Length > 0 && delivered != promised ? throw new InvalidDataException("the file is cut off") : read;
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

    private static uint LastFourBytes(FileStream file)
    {
        Span<byte> last = stackalloc byte[4];
        _ = file.Seek(-4, SeekOrigin.End);
        file.ReadExactly(last);
        _ = file.Seek(0, SeekOrigin.Begin);
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }
}
