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
        int size = Vector<float>.Count;
        int vectors = from.Length < size ? 0 : from.Length - (from.Length % size);
        Vector<int> rest = Vector.GreaterThanOrEqual(Vector<int>.Indices, new Vector<int>(size - (from.Length - vectors)));
        int number = 0;
        for (; number <= signs.Length - Together && vectors > 0; number += Together)
        {
            ReadOnlySpan<float> ways = directions.Slice(number * from.Length, Together * from.Length);
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
        int width = from.Length;
        ref float start = ref MemoryMarshal.GetReference(from);
        ref float low = ref MemoryMarshal.GetReference(coordinates.Low.AsSpan(0, from.Length));
        ref float high = ref MemoryMarshal.GetReference(coordinates.High.AsSpan(0, from.Length));
        ref float sums = ref MemoryMarshal.GetReference(signed[..from.Length]);
        ref float alls = ref MemoryMarshal.GetReference(plain[..from.Length]);
        ref float way = ref MemoryMarshal.GetReference(directions[..(Together * width)]);
        ref float way2 = ref Unsafe.Add(ref way, width);
        ref float way3 = ref Unsafe.Add(ref way2, width);
        ref float way4 = ref Unsafe.Add(ref way3, width);
        var steps = new Vector<float>(step);
        (Vector<float> sign, Vector<float> sign2, Vector<float> sign3, Vector<float> sign4) = (new(signs[0]), new(signs[1]), new(signs[2]), new(signs[3]));
        for (nuint i = (nuint)begin; i < (nuint)end; i += (nuint)Vector<float>.Count)
        {
            Vector<float> point = Vector.LoadUnsafe(ref start, i);
            Vector<float> least = Vector.LoadUnsafe(ref low, i);
            Vector<float> most = Vector.LoadUnsafe(ref high, i);
            Vector<float> sumBefore = Vector.LoadUnsafe(ref sums, i);
            Vector<float> allBefore = Vector.LoadUnsafe(ref alls, i);
            Vector<float> moved = Vector.MinNative(Vector.MaxNative(point + (steps * Vector.LoadUnsafe(ref way, i)), least), most) - point;
            Vector<float> sum = sumBefore + (sign * moved);
            Vector<float> all = allBefore + moved;
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
            ReadOnlySpan<float> direction = directions.Slice(number * from.Length, from.Length);
            var sign = new Vector<float>(signs[number]);
            int i = 0;
            for (; i <= from.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var point = new Vector<float>(from[i..]);
                Vector<float> wide = point + (new Vector<float>(step) * new Vector<float>(direction[i..]));
                Vector<float> moved = Vector.MinNative(Vector.MaxNative(wide, new Vector<float>(coordinates.Low, i)), new Vector<float>(coordinates.High, i)) - point;
                (new Vector<float>(signed[i..]) + (sign * moved)).CopyTo(signed[i..]);
                (new Vector<float>(plain[i..]) + moved).CopyTo(plain[i..]);
            }

            for (; i < from.Length; i++)
            {
                float moved = Math.Min(Math.Max(from[i] + (step * direction[i]), coordinates.Low[i]), coordinates.High[i]) - from[i];
                signed[i] += signs[number] * moved;
                plain[i] += moved;
            }
        }
    }
}
