using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>Adds up steps from a point in many directions, with and without the sign of their answers.</summary>
internal static class StepSums
{
    /// <summary>Directions added at once, so that each sum is fetched and put back once for all of them.</summary>
    private const int Together = 4;

    /// <summary>For each direction, signed += sign x (clamp(from + step x direction) - from), and plain the same without the sign.</summary>
    /// <param name="from">A point.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="directions">Direction after direction.</param>
    /// <param name="signs">A sign for each.</param>
    /// <param name="coordinates">The ranges.</param>
    /// <param name="signed">Added to.</param>
    /// <param name="plain">Added to.</param>
    public static void Add(
        ReadOnlySpan<float> from, float step, ReadOnlySpan<float> directions, ReadOnlySpan<float> signs, Coordinates coordinates, Span<float> signed, Span<float> plain)
    {
        var size = Vector<float>.Count;
        var vectors = from.Length < size ? 0 : from.Length - (from.Length % size);
        var rest = Vector.GreaterThanOrEqual(Vector<int>.Indices, new Vector<int>(size - (from.Length - vectors)));
        var number = 0;
        for (; number <= signs.Length - Together && vectors > 0; number += Together)
        {
            var ways = directions.Slice(number * from.Length, Together * from.Length);
            AddFour(0, vectors, Vector<int>.AllBitsSet, from, step, ways, signs[number..], coordinates, signed, plain);
            if (vectors < from.Length)
            {
                AddFour(from.Length - size, from.Length, rest, from, step, ways, signs[number..], coordinates, signed, plain);
            }
        }

        AddOneByOne(number, from, step, directions, signs, coordinates, signed, plain);
    }

    /// <param name="begin">The first coordinate.</param>
    /// <param name="end">Where they end, some whole vectors later.</param>
    /// <param name="wanted">The coordinates of each vector that are added to.</param>
    /// <param name="from">A point.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="directions">Four directions.</param>
    /// <param name="signs">A sign for each.</param>
    /// <param name="coordinates">The ranges.</param>
    /// <param name="signed">Added to.</param>
    /// <param name="plain">Added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(
        int begin, int end, Vector<int> wanted, ReadOnlySpan<float> from, float step, ReadOnlySpan<float> directions, ReadOnlySpan<float> signs, Coordinates coordinates, Span<float> signed, Span<float> plain)
    {
        var width = from.Length;
        ref var start = ref MemoryMarshal.GetReference(from);
        ref var low = ref MemoryMarshal.GetReference(coordinates.Low.AsSpan(0, from.Length));
        ref var high = ref MemoryMarshal.GetReference(coordinates.High.AsSpan(0, from.Length));
        ref var sums = ref MemoryMarshal.GetReference(signed[..from.Length]);
        ref var alls = ref MemoryMarshal.GetReference(plain[..from.Length]);
        ref var way = ref MemoryMarshal.GetReference(directions[..(Together * width)]);
        ref var way2 = ref Unsafe.Add(ref way, width);
        ref var way3 = ref Unsafe.Add(ref way2, width);
        ref var way4 = ref Unsafe.Add(ref way3, width);
        var steps = new Vector<float>(step);
        (Vector<float> sign, Vector<float> sign2, Vector<float> sign3, Vector<float> sign4) = (new(signs[0]), new(signs[1]), new(signs[2]), new(signs[3]));
        for (var i = (nuint)begin; i < (nuint)end; i += (nuint)Vector<float>.Count)
        {
            var point = Vector.LoadUnsafe(ref start, i);
            var least = Vector.LoadUnsafe(ref low, i);
            var most = Vector.LoadUnsafe(ref high, i);
            var sumBefore = Vector.LoadUnsafe(ref sums, i);
            var allBefore = Vector.LoadUnsafe(ref alls, i);
            var moved = Vector.MinNative(Vector.MaxNative(point + (steps * Vector.LoadUnsafe(ref way, i)), least), most) - point;
            var sum = sumBefore + (sign * moved);
            var all = allBefore + moved;
            moved = Vector.MinNative(Vector.MaxNative(point + (steps * Vector.LoadUnsafe(ref way2, i)), least), most) - point;
            sum += sign2 * moved;
            all += moved;
            moved = Vector.MinNative(Vector.MaxNative(point + (steps * Vector.LoadUnsafe(ref way3, i)), least), most) - point;
            sum += sign3 * moved;
            all += moved;
            moved = Vector.MinNative(Vector.MaxNative(point + (steps * Vector.LoadUnsafe(ref way4, i)), least), most) - point;
            Vector.ConditionalSelect(wanted, sum + (sign4 * moved), sumBefore).StoreUnsafe(ref sums, i);
            Vector.ConditionalSelect(wanted, all + moved, allBefore).StoreUnsafe(ref alls, i);
        }
    }

    /// <summary>The last few directions.</summary>
    private static void AddOneByOne(
        int number, ReadOnlySpan<float> from, float step, ReadOnlySpan<float> directions, ReadOnlySpan<float> signs, Coordinates coordinates, Span<float> signed, Span<float> plain)
    {
        for (; number < signs.Length; number++)
        {
            var direction = directions.Slice(number * from.Length, from.Length);
            var sign = new Vector<float>(signs[number]);
            var i = 0;
            for (; i <= from.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var point = new Vector<float>(from[i..]);
                var wide = point + (new Vector<float>(step) * new Vector<float>(direction[i..]));
                var moved = Vector.MinNative(Vector.MaxNative(wide, new Vector<float>(coordinates.Low, i)), new Vector<float>(coordinates.High, i)) - point;
                (new Vector<float>(signed[i..]) + (sign * moved)).CopyTo(signed[i..]);
                (new Vector<float>(plain[i..]) + moved).CopyTo(plain[i..]);
            }

            for (; i < from.Length; i++)
            {
                var moved = Math.Min(Math.Max(from[i] + (step * direction[i]), coordinates.Low[i]), coordinates.High[i]) - from[i];
                signed[i] += signs[number] * moved;
                plain[i] += moved;
            }
        }
    }
}
