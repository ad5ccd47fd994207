using System.Buffers.Binary;
using System.IO.Compression;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// A gzip file that must be whole. The runtime's stream ends without a word where a cut file ends, and records would be
/// missing in silence; so the length in the file's last four bytes (RFC 1952, ISIZE) is held against what came out.
/// </summary>
internal sealed class GzipInput : CheckedStream
{
    private const int SmallestFile = 18;

    private readonly uint promised;
    private uint delivered;

    /// <exception cref="InvalidDataException">It is too short to be a gzip file.</exception>
    public GzipInput(FileStream file)
        : base(new GZipStream(file, CompressionMode.Decompress)) =>
        promised = file.Length >= SmallestFile ? LastFourBytes(file) : throw new InvalidDataException("too short for a gzip file");

    protected override void Take(ReadOnlySpan<byte> bytes) => delivered = unchecked(delivered + (uint)bytes.Length);

    /// <exception cref="InvalidDataException">The content is corrupt, cut off, or made of several gzip files in a row.</exception>
    protected override void CheckEnd()
    {
        if (delivered != promised)
        {
            throw new InvalidDataException("the file is cut off");
        }
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
