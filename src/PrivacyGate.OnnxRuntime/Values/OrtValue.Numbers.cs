using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public partial class OrtValue
{
    // A tensor's memory and size never change, and training loops ask for them at every step.
    private TensorMemory? memory;

    /// <exception cref="OnnxRuntimeException">The tensor holds another type, or strings.</exception>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>()
        where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    /// <exception cref="OnnxRuntimeException">The tensor holds another type, or strings.</exception>
    public unsafe Span<T> GetTensorMutableDataAsSpan<T>()
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var tensor = memory ??= ReadMemory();
        if (tensor.ElementType == TensorElementType.String || tensor.ElementType != ElementTypes.Of<T>())
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument, $"the tensor holds {tensor.ElementType} elements and was asked for {typeof(T).Name}");
        }

        return new Span<T>((void*)tensor.Data, checked((int)tensor.Count));
    }

    private unsafe TensorMemory ReadMemory()
    {
        var info = GetTensorTypeAndShape();
        using var value = new Borrowed(Handle);
        void* data = null;
        if (!info.IsString)
        {
            NativeStatus.Check(NativeApi.GetTensorMutableData(value.Handle, &data));
        }

        return new TensorMemory((nint)data, info.ElementCount, info.ElementDataType);
    }

    private sealed record TensorMemory(nint Data, long Count, TensorElementType ElementType);
}
