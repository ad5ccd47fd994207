namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// A tensor, a sequence or a map. Made here over managed memory (pinned until it is disposed), made here over memory of
/// ONNX Runtime's own, or given out by a run. A span over a tensor is valid while its value is not disposed.
/// </summary>
public partial class OrtValue : IDisposable
{
    private readonly ValueHandle handle;
    private bool disposed;

    internal OrtValue(nint value)
        : this(new ValueHandle(value))
    {
    }

    internal unsafe OrtValue(ValueHandle handle)
    {
        this.handle = handle;
        int type;
        NativeStatus.Check(NativeApi.GetValueType(handle.DangerousGetHandle(), &type));
        OnnxType = (OnnxValueType)type;
    }

    public OnnxValueType OnnxType { get; }

    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    public bool IsSparseTensor => OnnxType == OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    /// <summary>The handle may live on, kept by a binding; the value itself is done when it is disposed.</summary>
    internal ValueHandle Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return handle;
        }
    }

    /// <exception cref="OnnxRuntimeException">The value is no tensor.</exception>
    public unsafe OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        using var value = new Borrowed(Handle);
        nint info;
        NativeStatus.Check(NativeApi.GetTensorTypeAndShape(value.Handle, &info));
        try
        {
            return new OrtTensorTypeAndShapeInfo(info);
        }
        finally
        {
            NativeApi.ReleaseTensorTypeAndShapeInfo(info);
        }
    }

    public void Dispose()
    {
        disposed = true;
        handle.Dispose();
        GC.SuppressFinalize(this);
    }
}
