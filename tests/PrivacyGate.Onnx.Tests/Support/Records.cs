using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>Batches without labels of interest.</summary>
internal static class Records
{
    public static RecordBatch Of(IReadOnlyList<FeatureBlock> blocks, int count) => new(blocks, new int[count], new UInt128[count], null, []);

    public static RecordBatch Floats(string input, int[] shape, float[] values) =>
        Of([new FeatureBlock(input, ElementKind.Float32, shape, values)], values.Length / shape.Aggregate(1, static (product, axis) => product * axis));

    /// <summary>The same records again and again.</summary>
    public static RecordBatch Repeat(RecordBatch batch, int times) =>
        Of([.. batch.Features.Select(block => block with { Values = Repeat(block.Values, times) })], batch.Count * times);

    private static Array Repeat(Array values, int times)
    {
        var all = Array.CreateInstance(values.GetType().GetElementType()!, values.Length * times);
        for (var i = 0; i < times; i++)
        {
            Array.Copy(values, 0, all, i * values.Length, values.Length);
        }

        return all;
    }
}
