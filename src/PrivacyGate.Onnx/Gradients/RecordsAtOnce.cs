using PrivacyGate.Onnx.Gradients.Steps;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>
/// How many records go best through a step at once. Values too large for a processor core's own cache travel to memory
/// and back between any two operators; a batch that goes through in parts that fit takes up to a fifth less time
/// (docs/decisions/0008-gradients-of-images.md).
/// </summary>
internal static class RecordsAtOnce
{
    private const long Cache = 1 << 20;

    // Every part writes the gradients of all parameters and adds them up: behind convolutions that costs what the parts
    // save somewhere above 100 thousand parameters, and wide layers and embeddings have little to save.
    private const long MostParameters = Cache / 4 / sizeof(float);

    /// <param name="types">Axes of the target's values.</param>
    /// <param name="parameters">Numbers that are trained.</param>
    /// <returns>A power of two; null where parts would take longer than the whole.</returns>
    public static int? Of(ValueTypes types, long parameters)
    {
        if (parameters > MostParameters)
        {
            return null;
        }

        var record = sizeof(float) * types.Shapes.Values.Where(static shape => shape.Contains(-1)).Select(Numbers).DefaultIfEmpty(1).Max();
        var records = 1;
        while (2 * records * record <= Cache)
        {
            records *= 2;
        }

        return records;
    }

    private static long Numbers(long[] shape) => shape.Where(static axis => axis >= 0).Aggregate(1L, static (product, axis) => product * Math.Max(1, axis));
}
