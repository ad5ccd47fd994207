namespace PrivacyGate.Onnx.Gradients;

/// <summary>
/// How many records go best through a step at once. Values too large for a processor core's own cache travel to memory
/// and back between any two operators; a batch that goes through in parts that fit takes a fifth less time
/// (docs/decisions/0008-gradients-of-images.md).
/// </summary>
internal static class RecordsAtOnce
{
    private const long Cache = 1 << 20;

    /// <param name="types">Axes of the target's values.</param>
    /// <returns>A power of two.</returns>
    public static int Of(ValueTypes types)
    {
        long record = sizeof(float) * types.Shapes.Values.Where(static shape => shape.Contains(-1)).Select(Numbers).DefaultIfEmpty(1).Max();
        int records = 1;
        while (2 * records * record <= Cache)
        {
            records *= 2;
        }

        return records;
    }

    private static long Numbers(long[] shape) => shape.Where(static axis => axis >= 0).Aggregate(1L, static (product, axis) => product * Math.Max(1, axis));
}
