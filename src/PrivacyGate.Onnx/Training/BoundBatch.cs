using Microsoft.ML.OnnxRuntime;

namespace PrivacyGate.Onnx.Training;

/// <summary>A step's memory tied to its inputs and outputs for batches of one size. The binding keeps the tensors alive.</summary>
internal sealed class BoundBatch(OrtIoBinding binding, int rows) : IDisposable
{
    public OrtIoBinding Binding => binding;

    public int Rows => rows;

    public void In(string name, OrtValue tensor)
    {
        using (tensor)
        {
            binding.BindInput(name, tensor);
        }
    }

    public void Out(string name, OrtValue tensor)
    {
        using (tensor)
        {
            binding.BindOutput(name, tensor);
        }
    }

    public void Dispose() => binding.Dispose();
}
