using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Batches;

/// <summary>Makes the column for a kind of values.</summary>
internal static class BatchColumns
{
    /// <param name="path">The model, for messages.</param>
    /// <param name="name">Input of the step.</param>
    /// <param name="kind">Its element type.</param>
    /// <param name="recordShape">Axes of one record.</param>
    /// <param name="capacity">Records a batch at most.</param>
    /// <exception cref="InputException">The values are texts.</exception>
    public static BatchColumn Of(string path, string name, ElementKind kind, IReadOnlyList<long> recordShape, int capacity) => kind switch
    {
        ElementKind.Float32 => new PlainColumn<float>(name, recordShape, capacity),
        ElementKind.Float64 => new PlainColumn<double>(name, recordShape, capacity),
        ElementKind.Float16 => new HalfColumn(name, recordShape, capacity),
        ElementKind.Int32 => new PlainColumn<int>(name, recordShape, capacity),
        ElementKind.Int64 => new PlainColumn<long>(name, recordShape, capacity),
        ElementKind.Boolean => new PlainColumn<bool>(name, recordShape, capacity),
        _ => throw Refusal.Of(DiagnosticIds.ModelFailed, path, $"Shadow models cannot be trained on the texts of input '{name}'. Encode them before the model."),
    };
}
