using System.IO.Compression;
using System.IO.Hashing;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// The content of an entry of a zip. .NET compares neither length nor CRC-32 with the archive's directory, and records whose
/// bytes were damaged would be audited like others; so both are compared where the entry ends.
/// </summary>
internal sealed class CheckedEntry(ZipArchiveEntry entry) : CheckedStream(entry.Open())
{
    private readonly Crc32 checksum = new();
    private long delivered;

    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        checksum.Append(bytes);
        delivered += bytes.Length;
    }

    /// <exception cref="InvalidDataException">The content is not what was put into the archive.</exception>
    protected override void CheckEnd()
    {
        if (delivered != entry.Length || checksum.GetCurrentHashAsUInt32() != entry.Crc32)
        {
            throw new InvalidDataException("its bytes are damaged (length or CRC-32 differ from the archive's directory); save it again");
        }
    }
}
