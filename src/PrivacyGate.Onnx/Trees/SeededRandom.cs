namespace PrivacyGate.Onnx.Trees;

/// <summary>A counter put through the finaliser of splitmix64 (Steele, Lea and Flood 2014): small, and the same on every machine.</summary>
internal struct SeededRandom(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = Mix(seed);

    /// <summary>A generator of its own for one part of the work: the parts may be done in any order.</summary>
    public static SeededRandom For(ulong seed, int part) => new(Mix(seed) + ((ulong)part * 0xD1342543DE82EF95));

    public ulong Next() => Mix(state += Golden);

    /// <summary>A whole number in [0, <paramref name="end"/>).</summary>
    public int Below(int end) => (int)(((UInt128)Next() * (ulong)end) >> 64);

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1L << 53));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
