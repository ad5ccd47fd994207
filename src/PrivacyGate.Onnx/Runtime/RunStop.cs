using Microsoft.ML.OnnxRuntime;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>Lets a cancellation end a run inside the runtime, between two operators.</summary>
internal sealed class RunStop : IDisposable
{
    private readonly Lock gate = new();
    private readonly RunOptions options = new();
    private bool disposed;

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public RunOptions Options
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return options;
        }
    }

    /// <summary>Listens to a cancellation until the result is disposed of, and forgets what an earlier one said.</summary>
    public CancellationTokenRegistration On(CancellationToken cancellation)
    {
        Options.Terminate = false;
        return cancellation.Register(Terminate);
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            options.Dispose();
        }
    }

    private void Terminate()
    {
        lock (gate)
        {
            if (!disposed)
            {
                options.Terminate = true;
            }
        }
    }
}
