namespace Microsoft.ML.OnnxRuntime;

/// <summary>A loaded model. Any number of threads may run it at once; disposing waits for no run, and ends none.</summary>
public partial class InferenceSession : IDisposable
{
    private readonly SessionHandle handle;
    private readonly Lazy<ModelMetadata> metadata;
    private bool disposed;

    /// <exception cref="OnnxRuntimeException">The file is missing, or is no model that ONNX Runtime can run.</exception>
    public InferenceSession(string modelPath)
        : this(modelPath, null)
    {
    }

    /// <exception cref="OnnxRuntimeException">The file is missing, or is no model that ONNX Runtime can run.</exception>
    public unsafe InferenceSession(string modelPath, SessionOptions? options)
        : this(options, (env, optionsHandle) =>
        {
            fixed (byte* path = Utf8.Path(modelPath))
            {
                nint session;
                NativeStatus.Check(NativeApi.CreateSession(env, path, optionsHandle, &session));
                return session;
            }
        })
    {
    }

    /// <exception cref="OnnxRuntimeException">The bytes are no model that ONNX Runtime can run.</exception>
    public InferenceSession(byte[] model)
        : this(model, null)
    {
    }

    /// <exception cref="OnnxRuntimeException">The bytes are no model that ONNX Runtime can run.</exception>
    public unsafe InferenceSession(byte[] model, SessionOptions? options)
        : this(options, (env, optionsHandle) =>
        {
            ArgumentNullException.ThrowIfNull(model);
            fixed (byte* bytes = model)
            {
                nint session;
                NativeStatus.Check(NativeApi.CreateSessionFromArray(env, bytes, (nuint)model.Length, optionsHandle, &session));
                return session;
            }
        })
    {
    }

    private InferenceSession(SessionOptions? options, Func<nint, nint, nint> create)
    {
        handle = new SessionHandle(OrtEnv.Instance());
        using var defaults = options is null ? new SessionOptions() : null;
        try
        {
            using var native = new Borrowed((options ?? defaults)!);
            handle.Own(create(handle.Environment, native.Handle));
            var inputs = SessionReader.Inputs(handle.DangerousGetHandle());
            var outputs = SessionReader.Outputs(handle.DangerousGetHandle());
            InputMetadata = inputs;
            OutputMetadata = outputs;
            OverridableInitializerMetadata = SessionReader.OverridableInitializers(handle.DangerousGetHandle());
            InputNames = [.. inputs.Keys];
            OutputNames = [.. outputs.Keys];
            metadata = new Lazy<ModelMetadata>(() => new ModelMetadata(Handle), LazyThreadSafetyMode.PublicationOnly);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>In the model's order.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata { get; }

    /// <summary>In the model's order.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata { get; }

    /// <summary>Weights that a run may replace, because the model also lists them as inputs.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> OverridableInitializerMetadata { get; }

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public ModelMetadata ModelMetadata => metadata.Value;

    /// <summary>The handle may live on, kept by a binding; the session itself is done when it is disposed.</summary>
    internal SessionHandle Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return handle;
        }
    }

    public OrtIoBinding CreateIoBinding() => new(this);

    /// <summary>Ends profiling and returns the path of the profile.</summary>
    public unsafe string EndProfiling()
    {
        using var session = new Borrowed(Handle);
        nint path;
        NativeStatus.Check(NativeApi.SessionEndProfiling(session.Handle, OrtAllocator.DefaultHandle, &path));
        return Utf8.Take(path, OrtAllocator.DefaultHandle);
    }

    public void Dispose()
    {
        disposed = true;
        handle.Dispose();
        GC.SuppressFinalize(this);
    }
}
