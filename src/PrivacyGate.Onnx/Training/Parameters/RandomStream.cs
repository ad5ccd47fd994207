using System.Numerics;

namespace PrivacyGate.Onnx.Training.Parameters;

/// <summary>
/// Random numbers that are the same on every machine and in every version of .NET: xoshiro256** (Blackman and Vigna
/// 2018), its state filled by splitmix64.
/// </summary>
internal sealed class RandomStream
{
    private readonly ulong[] state = new ulong[4];

    /// <param name="seed">Any number.</param>
    /// <param name="purpose">Streams of one seed and different purposes have nothing to do with each other.</param>
    public RandomStream(ulong seed, ulong purpose)
    {
        var counter = Mix(seed) ^ Mix(purpose + 0xD1B54A32D192ED03);
        for (var i = 0; i < state.Length; i++)
        {
            counter += 0x9E3779B97F4A7C15;
            state[i] = Mix(counter);
        }
    }

    /// <param name="state">Four numbers, not all 0.</param>
    public RandomStream(ReadOnlySpan<ulong> state) => state.CopyTo(this.state);

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(state[1] * 5, 7) * 9;
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="bound"/>), every number equally likely (Lemire 2019).</summary>
    public int NextBelow(int bound)
    {
        var range = (ulong)bound;
        while (true)
        {
            var high = Math.BigMul(Next(), range, out var low);
            if (low >= range || low >= unchecked(0 - range) % range)
            {
                return (int)high;
            }
        }
    }

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextUnit())) * Math.Cos(2 * Math.PI * NextUnit());

    /// <summary>Any order equally likely (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
