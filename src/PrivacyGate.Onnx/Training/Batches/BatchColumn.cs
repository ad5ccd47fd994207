using Microsoft.ML.OnnxRuntime;

namespace PrivacyGate.Onnx.Training.Batches;

/// <summary>One input of the step: room for a batch, filled anew for every step and bound once.</summary>
/// <param name="name">Input of the step.</param>
/// <param name="recordShape">Axes of one record.</param>
internal abstract class BatchColumn(string name, IReadOnlyList<long> recordShape)
{
    public string Name => name;

    public abstract long Bytes { get; }

    /// <summary>Values a record.</summary>
    protected int Width { get; } = (int)recordShape.Aggregate(1L, static (product, axis) => checked(product * axis));

    /// <summary>The first <paramref name="rows"/> rows as a tensor: no copy.</summary>
    public abstract OrtValue Tensor(int rows);

    /// <summary>Copies the records at <paramref name="rows"/> of <paramref name="source"/>, in that order.</summary>
    public abstract void Gather(Array source, ReadOnlySpan<int> rows);

    protected long[] Shape(int rows) => [rows, .. recordShape];
}
