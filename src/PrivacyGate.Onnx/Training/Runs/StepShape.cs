using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>What a worker makes room for.</summary>
/// <param name="BatchSize">Records a step.</param>
/// <param name="Inputs">Columns of a batch, the target (labels or values) last.</param>
internal sealed record StepShape(int BatchSize, IReadOnlyList<StepInput> Inputs)
{
    /// <summary>Whether a worker made for the other serves this one too.</summary>
    public bool Fits(StepShape other) =>
        BatchSize == other.BatchSize && Inputs.Zip(other.Inputs).All(static pair => pair.First.RecordShape.SequenceEqual(pair.Second.RecordShape));
}

/// <param name="Name">Input of the step.</param>
/// <param name="Kind">Its element type.</param>
/// <param name="RecordShape">Axes of one record.</param>
internal sealed record StepInput(string Name, ElementKind Kind, IReadOnlyList<long> RecordShape);
