using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Training.Serving;

/// <summary>Tensors over a model's parameters and running statistics, in the order the serving session takes them: no copies.</summary>
internal sealed class ParameterTensors : IDisposable
{
    private readonly OrtValue[] tensors;
    private bool disposed;

    public ParameterTensors(ParameterLayout layout, AlignedFloats values, ParameterLayout statisticsLayout, AlignedFloats statistics) =>
        tensors = [.. Enumerable.Range(0, layout.Count).Select(i => layout.TensorOf(values, i)), .. Enumerable.Range(0, statisticsLayout.Count).Select(i => statisticsLayout.TensorOf(statistics, i))];

    /// <exception cref="ObjectDisposedException">They are closed.</exception>
    public IReadOnlyList<OrtValue> All
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return tensors;
        }
    }

    public void Dispose()
    {
        disposed = true;
        Array.ForEach(tensors, static tensor => tensor.Dispose());
    }
}
