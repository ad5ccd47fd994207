using Microsoft.ML.OnnxRuntime;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>
/// Memory tied to a session's inputs and outputs for batches of one size. It owns the tensors, which keep the memory
/// pinned: the package's binding neither keeps nor pins what is bound to it.
/// </summary>
internal sealed class BoundBatch(OrtIoBinding binding, SharedLifetime.Use session, int rows) : IDisposable
{
    private readonly List<OrtValue> tensors = [];
    private bool disposed;

    /// <exception cref="ObjectDisposedException">The batch is closed.</exception>
    public OrtIoBinding Binding
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return binding;
        }
    }

    public int Rows => rows;

    /// <param name="name">Input of the session.</param>
    /// <param name="tensor">From now on the batch's.</param>
    public void In(string name, OrtValue tensor)
    {
        tensors.Add(tensor);
        Binding.BindInput(name, tensor);
    }

    /// <param name="name">Output of the session.</param>
    /// <param name="tensor">From now on the batch's.</param>
    public void Out(string name, OrtValue tensor)
    {
        tensors.Add(tensor);
        Binding.BindOutput(name, tensor);
    }

    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            binding.Dispose();
            tensors.ForEach(static tensor => tensor.Dispose());
            session.Dispose();
        }
    }
}
