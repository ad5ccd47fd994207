namespace PrivacyGate;

/// <summary>Fixed, seedless hashing: the same on every machine and in every run.</summary>
internal static class Hashing
{
    /// <summary>Odd constant near 2^64 divided by the golden ratio.</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The finaliser of splitmix64 (Steele, Lea and Flood 2014): a bijection whose every output bit depends on every input bit.</summary>
    public static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
