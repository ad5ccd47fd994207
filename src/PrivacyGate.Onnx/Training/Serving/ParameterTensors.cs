using Microsoft.ML.OnnxRuntime;

namespace PrivacyGate.Onnx.Training.Serving;

/// <summary>Tensors over a model's parameters and running statistics, in the order the serving session takes them: no copies.</summary>
internal sealed class ParameterTensors : IDisposable
{
    public ParameterTensors(ParameterLayout layout, AlignedFloats values, ParameterLayout statisticsLayout, AlignedFloats statistics) =>
        All = [.. Enumerable.Range(0, layout.Count).Select(i => layout.TensorOf(values, i)), .. Enumerable.Range(0, statisticsLayout.Count).Select(i => statisticsLayout.TensorOf(statistics, i))];

    public IReadOnlyList<OrtValue> All { get; }

    public void Dispose()
    {
        foreach (OrtValue tensor in All)
        {
            tensor.Dispose();
        }
    }
}
