namespace Microsoft.ML.OnnxRuntime.Tensors;

internal static class ShapeSize
{
    /// <summary>The number of elements of a shape; 1 for a scalar's empty shape.</summary>
    internal static long Of(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long count = 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
            {
                throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"shape [{string.Join(',', shape)}] has a negative dimension");
            }

            count = Multiply(count, dimension, shape);
        }

        return count;
    }

    private static long Multiply(long count, long dimension, long[] shape)
    {
        var product = (Int128)count * dimension;
        return product <= long.MaxValue
            ? (long)product
            : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"shape [{string.Join(',', shape)}] has more elements than can be counted");
    }
}
