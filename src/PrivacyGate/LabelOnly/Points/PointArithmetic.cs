using System.Numerics;

namespace PrivacyGate.LabelOnly.Points;

/// <summary>Arithmetic of points, several coordinates at a time.</summary>
internal static class PointArithmetic
{
    /// <summary>target = clamp(from + step x direction).</summary>
    public static void Step(ReadOnlySpan<float> from, float step, ReadOnlySpan<float> direction, Coordinates coordinates, Span<float> target)
    {
        ReadOnlySpan<float> low = coordinates.Low;
        ReadOnlySpan<float> high = coordinates.High;
        var steps = new Vector<float>(step);
        int i = 0;
        for (; i <= from.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> moved = new Vector<float>(from[i..]) + (steps * new Vector<float>(direction[i..]));
            Vector.Min(Vector.Max(moved, new Vector<float>(low[i..])), new Vector<float>(high[i..])).CopyTo(target[i..]);
        }

        for (; i < from.Length; i++)
        {
            target[i] = Math.Min(Math.Max(from[i] + (step * direction[i]), low[i]), high[i]);
        }
    }

    /// <summary>sum += weight x (clamp(from + step x direction) - from).</summary>
    public static void AddStep(ReadOnlySpan<float> from, float step, ReadOnlySpan<float> direction, Coordinates coordinates, float weight, Span<float> sum)
    {
        ReadOnlySpan<float> low = coordinates.Low;
        ReadOnlySpan<float> high = coordinates.High;
        var steps = new Vector<float>(step);
        var weights = new Vector<float>(weight);
        int i = 0;
        for (; i <= from.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var start = new Vector<float>(from[i..]);
            Vector<float> moved = start + (steps * new Vector<float>(direction[i..]));
            moved = Vector.Min(Vector.Max(moved, new Vector<float>(low[i..])), new Vector<float>(high[i..]));
            (new Vector<float>(sum[i..]) + (weights * (moved - start))).CopyTo(sum[i..]);
        }

        for (; i < from.Length; i++)
        {
            sum[i] += weight * (Math.Min(Math.Max(from[i] + (step * direction[i]), low[i]), high[i]) - from[i]);
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
