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

/// <summary>Chance by counting: every draw is a function of its seed and number alone, so that no thread has to wait for another's.</summary>
internal struct CountedDraw(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for each path of numbers.</summary>
    public static CountedDraw For(ulong seed, ulong purpose, ulong number) =>
        new(Hashing.Mix(Hashing.Mix(seed ^ Hashing.Mix(purpose)) ^ number));

    public ulong Bits() => Hashing.Mix(state += Hashing.Golden);

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="below"/>).</summary>
    public int Below(int below) => (int)Math.BigMul(Bits(), (ulong)below, out _);

    /// <summary>Independent standard normal numbers (Box and Muller 1958).</summary>
    public void FillNormal(Span<float> target)
    {
        for (var i = 0; i < target.Length; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
            (var sine, var cosine) = Math.SinCos(2 * Math.PI * Uniform());
            target[i] = (float)(radius * cosine);
            if (i + 1 < target.Length)
            {
                target[i + 1] = (float)(radius * sine);
            }
        }
    }

    /// <summary>Numbers with mean 0, each the sum of four uniform ones and thereby nearly normal, at a tenth of the price.</summary>
    public void FillNearlyNormal(Span<float> target)
    {
        foreach (ref var value in target)
        {
            var bits = Bits();
            value = (ushort)bits + (ushort)(bits >> 16) + (ushort)(bits >> 32) + (ushort)(bits >> 48) - (2 * 65535);
        }
    }
}
