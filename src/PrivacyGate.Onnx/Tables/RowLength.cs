namespace PrivacyGate.Onnx.Tables;

/// <summary>The length that all rows of a table have, by the sum of squares, by the sum of sizes or by the largest size.</summary>
internal sealed class RowLength
{
    private static readonly Func<ReadOnlySpan<float>, double>[] Norms = [Squares, Sizes, Largest];

    private readonly Func<ReadOnlySpan<float>, double> norm;
    private readonly double length;

    private RowLength(Func<ReadOnlySpan<float>, double> norm, double length) => (this.norm, this.length) = (norm, length);

    /// <summary>The common length, or null where rows differ in it.</summary>
    public static RowLength? Of(ReadOnlySpan<float> values, int width, StoredPrecision precision)
    {
        foreach (var norm in Norms)
        {
            var length = norm(values[..width]);
            var same = double.IsFinite(length) && length > 0;
            for (var at = width; same && at < values.Length; at += width)
            {
                same = Math.Abs(norm(values.Slice(at, width)) - length) <= 3 * precision.Relative * length;
            }

            if (same)
            {
                return new RowLength(norm, length);
            }
        }

        return null;
    }

    /// <summary>The numbers in this length; as they are where they have none.</summary>
    public void Bring(ReadOnlySpan<float> numbers, Span<float> target)
    {
        var factor = norm(numbers) is var own && own > 0 && double.IsFinite(own) ? length / own : 1;
        for (var i = 0; i < numbers.Length; i++)
        {
            target[i] = (float)(numbers[i] * factor);
        }
    }

    private static double Squares(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (var value in row)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }

    private static double Sizes(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (var value in row)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }

    private static double Largest(ReadOnlySpan<float> row)
    {
        double largest = 0;
        foreach (var value in row)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
