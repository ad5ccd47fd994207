using System.Buffers;

namespace PrivacyGate;

/// <summary>The order of scores: largest first, of equal ones the one with the lower index.</summary>
internal ref struct Ranking
{
    private readonly ulong[] keys;
    private readonly int count;

    /// <summary>Rents its memory; <see cref="Dispose"/> gives it back.</summary>
    public Ranking(ReadOnlySpan<float> scores)
    {
        count = scores.Length;
        keys = ArrayPool<ulong>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            keys[i] = ((ulong)~Rising(scores[i]) << 32) | (uint)i;
        }

        Array.Sort(keys, 0, count);
    }

    /// <summary>Index of the score that has <paramref name="rank"/>, counted from 0.</summary>
    public readonly int this[int rank] => (int)(uint)keys[rank];

    public readonly void Dispose() => ArrayPool<ulong>.Shared.Return(keys);

    /// <summary>Whole numbers in the order of the floats.</summary>
    private static uint Rising(float score)
    {
        var bits = Scores.Bits(score);
        return (bits & 0x80000000) == 0 ? bits | 0x80000000 : ~bits;
    }
}
