using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyGate.LabelOnly.Points;

/// <summary>Arithmetic of points, several coordinates at a time.</summary>
internal static class PointArithmetic
{
    /// <summary>target = clamp(from + step x direction).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(ReadOnlySpan<float> from, float step, ReadOnlySpan<float> direction, Coordinates coordinates, Span<float> target)
    {
        ReadOnlySpan<float> low = coordinates.Low;
        ReadOnlySpan<float> high = coordinates.High;
        ref float start = ref MemoryMarshal.GetReference(from);
        ref float way = ref MemoryMarshal.GetReference(direction[..from.Length]);
        ref float least = ref MemoryMarshal.GetReference(low[..from.Length]);
        ref float most = ref MemoryMarshal.GetReference(high[..from.Length]);
        ref float end = ref MemoryMarshal.GetReference(target[..from.Length]);
        var steps = new Vector<float>(step);
        nuint i = 0;
        for (; (int)i <= from.Length - Vector<float>.Count; i += (nuint)Vector<float>.Count)
        {
            Vector<float> moved = Vector.LoadUnsafe(ref start, i) + (steps * Vector.LoadUnsafe(ref way, i));
            Vector.Min(Vector.Max(moved, Vector.LoadUnsafe(ref least, i)), Vector.LoadUnsafe(ref most, i)).StoreUnsafe(ref end, i);
        }

        for (int k = (int)i; k < from.Length; k++)
        {
            target[k] = Math.Min(Math.Max(from[k] + (step * direction[k]), low[k]), high[k]);
        }
    }

    /// <summary>For each direction, signed += sign x (clamp(from + step x direction) - from), and plain the same without the sign.</summary>
    /// <param name="from">A point.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="directions">Direction after direction.</param>
    /// <param name="signs">A sign for each.</param>
    /// <param name="coordinates">The ranges.</param>
    /// <param name="signed">Added to.</param>
    /// <param name="plain">Added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSteps(
        ReadOnlySpan<float> from, float step, ReadOnlySpan<float> directions, ReadOnlySpan<float> signs, Coordinates coordinates, Span<float> signed, Span<float> plain)
    {
        // All directions for a few coordinates, whose sums stay in registers meanwhile.
        int width = from.Length;
        int i = 0;
        for (; i <= width - (2 * Vector<float>.Count); i += 2 * Vector<float>.Count)
        {
            AddTwo(i, from, step, directions, signs, coordinates, signed, plain);
        }

        for (; i < width; i++)
        {
            for (int number = 0; number < signs.Length; number++)
            {
                float moved = Math.Min(Math.Max(from[i] + (step * directions[(number * width) + i]), coordinates.Low[i]), coordinates.High[i]) - from[i];
                signed[i] += signs[number] * moved;
                plain[i] += moved;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTwo(
        int at, ReadOnlySpan<float> from, float step, ReadOnlySpan<float> directions, ReadOnlySpan<float> signs, Coordinates coordinates, Span<float> signed, Span<float> plain)
    {
        int next = at + Vector<float>.Count;
        (Vector<float> start, Vector<float> start2) = (new(from[at..]), new(from[next..]));
        (Vector<float> low, Vector<float> low2) = (new(coordinates.Low, at), new(coordinates.Low, next));
        (Vector<float> high, Vector<float> high2) = (new(coordinates.High, at), new(coordinates.High, next));
        (Vector<float> sum, Vector<float> sum2) = (new(signed[at..]), new(signed[next..]));
        (Vector<float> all, Vector<float> all2) = (new(plain[at..]), new(plain[next..]));
        var steps = new Vector<float>(step);
        ref float first = ref MemoryMarshal.GetReference(directions[..(signs.Length * from.Length)]);
        nuint place = (nuint)at;
        foreach (float sign in signs)
        {
            var signOf = new Vector<float>(sign);
            Vector<float> moved = Vector.Min(Vector.Max(start + (steps * Vector.LoadUnsafe(ref first, place)), low), high) - start;
            Vector<float> moved2 = Vector.Min(Vector.Max(start2 + (steps * Vector.LoadUnsafe(ref first, place + (nuint)Vector<float>.Count)), low2), high2) - start2;
            sum += signOf * moved;
            sum2 += signOf * moved2;
            all += moved;
            all2 += moved2;
            place += (nuint)from.Length;
        }

        sum.CopyTo(signed[at..]);
        sum2.CopyTo(signed[next..]);
        all.CopyTo(plain[at..]);
        all2.CopyTo(plain[next..]);
    }

    /// <summary>target += weight x values.</summary>
    public static void Add(ReadOnlySpan<float> values, float weight, Span<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += weight * values[i];
        }
    }

    /// <summary>target = from + share x (to - from).</summary>
    public static void Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float share, Span<float> target)
    {
        for (int i = 0; i < from.Length; i++)
        {
            target[i] = from[i] + (share * (to[i] - from[i]));
        }
    }

    /// <summary>target = to, no coordinate further than <paramref name="reach"/> from <paramref name="from"/>.</summary>
    public static void Within(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float reach, Span<float> target)
    {
        for (int i = 0; i < from.Length; i++)
        {
            target[i] = Math.Min(Math.Max(to[i], from[i] - reach), from[i] + reach);
        }
    }

    public static float Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other, BoundaryNorm norm)
    {
        double squares = 0;
        float largest = 0;
        for (int i = 0; i < one.Length; i++)
        {
            float difference = Math.Abs(one[i] - other[i]);
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
            foreach (ref float value in direction)
            {
                value = Math.Sign(value);
            }

            return;
        }

        float length = Length(direction);
        for (int i = 0; i < direction.Length && length > 0; i++)
        {
            direction[i] /= length;
        }
    }

    private static float Length(ReadOnlySpan<float> point)
    {
        double squares = 0;
        foreach (float value in point)
        {
            squares += (double)value * value;
        }

        return (float)Math.Sqrt(squares);
    }
}
