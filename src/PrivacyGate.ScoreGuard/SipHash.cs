namespace PrivacyGate;

/// <summary>
/// SipHash-2-4 (Aumasson and Bernstein, INDOCRYPT 2012): without the key its values cannot be told from random ones. It takes words
/// of 32 bits here, in the order of their bytes little-endian.
/// </summary>
internal struct SipHash
{
    private ulong _v0, _v1, _v2, _v3, _waiting;
    private int _words;

    public SipHash(ulong key0, ulong key1)
    {
        _v0 = key0 ^ 0x736f6d6570736575;
        _v1 = key1 ^ 0x646f72616e646f6d;
        _v2 = key0 ^ 0x6c7967656e657261;
        _v3 = key1 ^ 0x7465646279746573;
    }

    public void Add(uint word)
    {
        if (_words++ % 2 == 0)
        {
            _waiting = word;
            return;
        }

        Compress(_waiting | ((ulong)word << 32));
        _waiting = 0;
    }

    public void Add(ulong value)
    {
        Add((uint)value);
        Add((uint)(value >> 32));
    }

    public ulong Finish()
    {
        Compress(_waiting | ((ulong)(byte)(_words * 4) << 56));
        _v2 ^= 0xff;
        for (var round = 0; round < 4; round++)
        {
            Round();
        }

        return _v0 ^ _v1 ^ _v2 ^ _v3;
    }

    private void Compress(ulong block)
    {
        _v3 ^= block;
        Round();
        Round();
        _v0 ^= block;
    }

    private void Round()
    {
        _v0 += _v1;
        _v2 += _v3;
        _v1 = Rotate(_v1, 13) ^ _v0;
        _v3 = Rotate(_v3, 16) ^ _v2;
        _v0 = Rotate(_v0, 32);
        _v2 += _v1;
        _v0 += _v3;
        _v1 = Rotate(_v1, 17) ^ _v2;
        _v3 = Rotate(_v3, 21) ^ _v0;
        _v2 = Rotate(_v2, 32);
    }

    private static ulong Rotate(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
