namespace PrivacyGate;

/// <summary>
/// SipHash-2-4 (Aumasson and Bernstein, INDOCRYPT 2012): without the key its values cannot be told from random ones. It takes words
/// of 32 bits here, in the order of their bytes little-endian.
/// </summary>
internal struct SipHash
{
    private ulong v0, v1, v2, v3, waiting;
    private int words;

    public SipHash(ulong key0, ulong key1)
    {
        v0 = key0 ^ 0x736f6d6570736575;
        v1 = key1 ^ 0x646f72616e646f6d;
        v2 = key0 ^ 0x6c7967656e657261;
        v3 = key1 ^ 0x7465646279746573;
    }

    public void Add(uint word)
    {
        if (words++ % 2 == 0)
        {
            waiting = word;
            return;
        }

        Compress(waiting | ((ulong)word << 32));
        waiting = 0;
    }

    public void Add(ulong value)
    {
        Add((uint)value);
        Add((uint)(value >> 32));
    }

    public ulong Finish()
    {
        Compress(waiting | ((ulong)(byte)(words * 4) << 56));
        v2 ^= 0xff;
        for (var round = 0; round < 4; round++)
        {
            Round();
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void Compress(ulong block)
    {
        v3 ^= block;
        Round();
        Round();
        v0 ^= block;
    }

    private void Round()
    {
        v0 += v1;
        v2 += v3;
        v1 = Rotate(v1, 13) ^ v0;
        v3 = Rotate(v3, 16) ^ v2;
        v0 = Rotate(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Rotate(v1, 17) ^ v2;
        v3 = Rotate(v3, 21) ^ v0;
        v2 = Rotate(v2, 32);
    }

    private static ulong Rotate(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
