using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivacyGate.IO.Readers;

/// <summary>Gathers the canonical bytes of one record and hashes them: equal records have equal keys, whatever file they stand in.</summary>
internal sealed class KeyBuffer
{
    private byte[] bytes = new byte[512];
    private int length;

    /// <summary>The next <paramref name="count"/> bytes, to be filled.</summary>
    public Span<byte> Extend(int count)
    {
        if (bytes.Length - length < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
        }

        length += count;
        return bytes.AsSpan(length - count, count);
    }

    /// <summary>The key of what was gathered since the last call.</summary>
    public UInt128 Finish()
    {
        var key = Hash(bytes.AsSpan(0, length));
        length = 0;
        return key;
    }

    /// <summary>The first 128 bits of SHA-256.</summary>
    public static UInt128 Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(content, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
