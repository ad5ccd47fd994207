using System.Buffers;

namespace PrivacyGate;

/// <summary>The order of scores: largest first, of equal ones the one with the lower index.</summary>
internal ref struct Ranking
{
    private readonly ulong[] _keys;
    private readonly int _count;

    /// <summary>Rents its memory; <see cref="Dispose"/> gives it back.</summary>
    public Ranking(ReadOnlySpan<float> scores)
    {
        _count = scores.Length;
        _keys = ArrayPool<ulong>.Shared.Rent(_count);
        for (var i = 0; i < _count; i++)
        {
            _keys[i] = ((ulong)~Rising(scores[i]) << 32) | (uint)i;
        }

        Array.Sort(_keys, 0, _count);
    }

    /// <summary>Index of the score that has <paramref name="rank"/>, counted from 0.</summary>
    public readonly int this[int rank] => (int)(uint)_keys[rank];

    public readonly void Dispose() => ArrayPool<ulong>.Shared.Return(_keys);

    /// <summary>Whole numbers in the order of the floats.</summary>
    private static uint Rising(float score)
    {
        var bits = Scores.Bits(score);
        return (bits & 0x80000000) == 0 ? bits | 0x80000000 : ~bits;
    }
}
