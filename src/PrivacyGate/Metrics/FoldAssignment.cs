using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyGate.Metrics;

/// <summary>
/// Which of two folds each unit belongs to, in each of several splits. A fold follows from a hash of the unit's
/// content and fixed constants, never from a seed: a retry cannot change the verdict.
/// </summary>
public sealed class FoldAssignment
{
    /// <summary>Splits whose medians are reported. One alone lets a user retry until it passes; see docs/decisions/0004.</summary>
    public const int DefaultSplits = 11;

    private const int BucketBits = 10;
    private readonly int[] sizes;

    private FoldAssignment(ushort[] bits, bool[] isMember, int splits)
    {
        Bits = bits;
        Splits = splits;
        sizes = new int[splits * 4];
        for (var unit = 0; unit < bits.Length; unit++)
        {
            for (var split = 0; split < splits; split++)
            {
                sizes[(4 * split) + (2 * ((bits[unit] >> split) & 1)) + (isMember[unit] ? 1 : 0)]++;
            }
        }

        Members = isMember.Count(static member => member);
        NonMembers = isMember.Length - Members;
    }

    /// <summary>Bit s is the unit's fold in split s.</summary>
    public ushort[] Bits { get; }

    /// <summary>Number of splits, at most 11.</summary>
    public int Splits { get; }

    public int Members { get; }

    public int NonMembers { get; }

    /// <summary>Members in a fold of a split.</summary>
    public int MembersIn(int split, int fold) => sizes[(4 * split) + (2 * fold) + 1];

    /// <summary>Non-members in a fold of a split.</summary>
    public int NonMembersIn(int split, int fold) => sizes[(4 * split) + (2 * fold)];

    /// <summary>The same folds for other sides.</summary>
    public FoldAssignment WithSides(bool[] isMember) =>
        new FoldAssignment(Bits, isMember, Splits);

    /// <summary>Halves each stratum by the rank of its units' hashes, anew in each split. Units with equal hashes stay together.</summary>
    /// <param name="hashes">A hash of each unit's content.</param>
    /// <param name="isMember">The side of each unit.</param>
    /// <param name="strata">What is halved exactly: numbers from 0; by default the two sides.</param>
    /// <param name="splits">Number of splits, at most 11.</param>
    /// <param name="salt">Changes every split; 0 in every audit. Only calibration asks for others.</param>
    public static FoldAssignment Create(ulong[] hashes, bool[] isMember, byte[]? strata = null, int splits = DefaultSplits, ulong salt = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(splits, DefaultSplits);
        strata ??= Array.ConvertAll(isMember, static member => (byte)(member ? 1 : 0));
        var strataCount = strata.Length == 0 ? 0 : strata.Max() + 1;
        var bits = new ushort[hashes.Length];
        var constants = new ulong[splits];
        var middles = new ulong[splits][];
        Parallel.For(0, splits, split =>
        {
            constants[split] = Hashing.Mix(salt + ((ulong)split + 1) * Hashing.Golden);
            middles[split] = MiddleHashes(hashes, strata, strataCount, constants[split]);
        });
        SetBits(bits, hashes, strata, constants, middles);
        return new FoldAssignment(bits, isMember, splits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SetBits(ushort[] bits, ulong[] hashes, byte[] strata, ulong[] constants, ulong[][] middles)
    {
        for (var split = 0; split < constants.Length; split++)
        {
            var own = middles[split];
            for (var unit = 0; unit < bits.Length; unit++)
            {
                var fold = Hashing.Mix(hashes[unit] ^ constants[split]) >= own[strata[unit]] ? 1 : 0;
                bits[unit] |= (ushort)(fold << split);
            }
        }
    }

    /// <summary>The middle hash of each stratum: counted by leading bits first, so that few hashes are left to choose among.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong[] MiddleHashes(ulong[] hashes, byte[] strata, int strataCount, ulong constant)
    {
        var buckets = new int[strataCount << BucketBits];
        for (var unit = 0; unit < hashes.Length; unit++)
        {
            buckets[Bucket(strata[unit], Hashing.Mix(hashes[unit] ^ constant))]++;
        }

        var wanted = new (int Bucket, int Rank)[strataCount];
        for (var stratum = 0; stratum < strataCount; stratum++)
        {
            wanted[stratum] = MiddleBucket(buckets, stratum << BucketBits);
        }

        var candidates = new List<ulong>[strataCount];
        foreach (ref var some in candidates.AsSpan())
        {
            some = [];
        }

        for (var unit = 0; unit < hashes.Length; unit++)
        {
            var hash = Hashing.Mix(hashes[unit] ^ constant);
            if (Bucket(strata[unit], hash) == wanted[strata[unit]].Bucket)
            {
                candidates[strata[unit]].Add(hash);
            }
        }

        return [.. candidates.Select((some, stratum) =>
            some.Count == 0 ? 0 : Selection.KthSmallest(CollectionsMarshal.AsSpan(some), wanted[stratum].Rank))];
    }

    private static int Bucket(byte stratum, ulong hash) => (stratum << BucketBits) | (int)(hash >> (64 - BucketBits));

    /// <summary>The bucket that holds a stratum's middle, and the middle's rank within it.</summary>
    private static (int Bucket, int Rank) MiddleBucket(int[] buckets, int first)
    {
        var rank = buckets.AsSpan(first, 1 << BucketBits).ToArray().Sum() / 2;
        var bucket = first;
        while (bucket < first + (1 << BucketBits) - 1 && rank >= buckets[bucket])
        {
            rank -= buckets[bucket++];
        }

        return (bucket, rank);
    }
}
