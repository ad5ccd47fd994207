using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>Arithmetic of points, several coordinates at a time.</summary>
internal static class PointArithmetic
{
    /// <summary>target = clamp(from + step x direction).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(ReadOnlySpan<float> from, float step, ReadOnlySpan<float> direction, Coordinates coordinates, Span<float> target)
    {
        ReadOnlySpan<float> low = coordinates.Low;
        ReadOnlySpan<float> high = coordinates.High;
        ref var start = ref MemoryMarshal.GetReference(from);
        ref var way = ref MemoryMarshal.GetReference(direction[..from.Length]);
        ref var least = ref MemoryMarshal.GetReference(low[..from.Length]);
        ref var most = ref MemoryMarshal.GetReference(high[..from.Length]);
        ref var end = ref MemoryMarshal.GetReference(target[..from.Length]);
        var steps = new Vector<float>(step);
        var size = Vector<float>.Count;
        for (var at = 0; from.Length >= size && at < from.Length; at += size)
        {
            // The last vector may overlap the one before.
            var i = (nuint)Math.Min(at, from.Length - size);
            var moved = Vector.LoadUnsafe(ref start, i) + (steps * Vector.LoadUnsafe(ref way, i));
            Vector.MinNative(Vector.MaxNative(moved, Vector.LoadUnsafe(ref least, i)), Vector.LoadUnsafe(ref most, i)).StoreUnsafe(ref end, i);
        }

        for (var i = 0; from.Length < size && i < from.Length; i++)
        {
            target[i] = Math.Min(Math.Max(from[i] + (step * direction[i]), low[i]), high[i]);
        }
    }

    /// <summary>target += weight x values.</summary>
    public static void Add(ReadOnlySpan<float> values, float weight, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += weight * values[i];
        }
    }

    /// <summary>target = from + share x (to - from).</summary>
    public static void Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float share, Span<float> target)
    {
        for (var i = 0; i < from.Length; i++)
        {
            target[i] = from[i] + (share * (to[i] - from[i]));
        }
    }

    /// <summary>target = to, no coordinate further than <paramref name="reach"/> from <paramref name="from"/>.</summary>
    public static void Within(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float reach, Span<float> target)
    {
        for (var i = 0; i < from.Length; i++)
        {
            target[i] = Math.Min(Math.Max(to[i], from[i] - reach), from[i] + reach);
        }
    }

    public static float Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other, BoundaryNorm norm)
    {
        double squares = 0;
        float largest = 0;
        for (var i = 0; i < one.Length; i++)
        {
            var difference = Math.Abs(one[i] - other[i]);
            squares += (double)difference * difference;
            largest = Math.Max(largest, difference);
        }

        return norm == BoundaryNorm.Largest ? largest : (float)Math.Sqrt(squares);
    }

    /// <summary>Scales a direction to Euclidean length 1, or to the corners of the cube for <see cref="BoundaryNorm.Largest"/>; 0 stays 0.</summary>
    public static void Normalise(Span<float> direction, BoundaryNorm norm)
    {
        if (norm == BoundaryNorm.Largest)
        {
            foreach (ref var value in direction)
            {
                value = Math.Sign(value);
            }

            return;
        }

        var length = (float)Math.Sqrt(Squares(direction));
        if (length == 0)
        {
            return;
        }

        var share = 1 / length;
        foreach (ref var several in MemoryMarshal.Cast<float, Vector<float>>(direction))
        {
            several *= share;
        }

        foreach (ref var value in direction[(direction.Length / Vector<float>.Count * Vector<float>.Count)..])
        {
            value *= share;
        }
    }

    private static double Squares(ReadOnlySpan<float> point)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(point);
        var squares = Vector<double>.Zero;
        foreach (var several in vectors)
        {
            Vector.Widen(several, out var low, out var high);
            squares += (low * low) + (high * high);
        }

        var sum = Vector.Sum(squares);
        foreach (var value in point[(vectors.Length * Vector<float>.Count)..])
        {
            sum += (double)value * value;
        }

        return sum;
    }
}
