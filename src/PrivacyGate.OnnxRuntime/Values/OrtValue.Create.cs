using System.Buffers;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public partial class OrtValue
{
    /// <summary>A tensor over the array itself: no copy, and a later write to the array is seen by the next run.</summary>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        return CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, new Memory<T>(data), shape);
    }

    /// <summary>A tensor over the memory itself: no copy. The memory may be longer than the shape needs.</summary>
    public static OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape)
        where T : unmanaged
    {
        var elementType = ElementTypes.Of<T>();
        var count = ShapeSize.Of(shape);
        if (count > memory.Length)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument,
                $"shape [{string.Join(',', shape)}] needs {count} elements, and the memory has {memory.Length}");
        }

        var pin = memory.Pin();
        try
        {
            return new OrtValue(CreateOver(memoryInfo, elementType, shape, pin, memory.Length * (long)SizeOf<T>()));
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    /// <summary>A tensor over memory that the caller owns and keeps where it is until the value is disposed.</summary>
    public static unsafe OrtValue CreateTensorValueWithData(
        OrtMemoryInfo memInfo, TensorElementType elementType, long[] shape, IntPtr dataBufferPtr, long bufferLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bufferLengthInBytes);
        ShapeSize.Of(shape);
        using var memory = new Borrowed(memInfo);
        nint value;
        fixed (long* dimensions = shape)
        {
            NativeStatus.Check(NativeApi.CreateTensorWithDataAsOrtValue(
                memory.Handle, (void*)dataBufferPtr, (nuint)bufferLengthInBytes, dimensions, (nuint)shape.Length, (int)elementType, &value));
        }

        return new OrtValue(value);
    }

    /// <summary>A tensor in ONNX Runtime's own memory, its numbers not set; string tensors hold empty strings.</summary>
    public static unsafe OrtValue CreateAllocatedTensorValue(OrtAllocator allocator, TensorElementType elementType, long[] shape)
    {
        ShapeSize.Of(shape);
        using var memory = new Borrowed(allocator);
        nint value;
        fixed (long* dimensions = shape)
        {
            NativeStatus.Check(NativeApi.CreateTensorAsOrtValue(memory.Handle, dimensions, (nuint)shape.Length, (int)elementType, &value));
        }

        return new OrtValue(value);
    }

    /// <summary>A tensor of empty strings, to be filled by <see cref="StringTensorSetElementAt(ReadOnlySpan{char}, int)"/>.</summary>
    public static OrtValue CreateTensorWithEmptyStrings(OrtAllocator allocator, long[] shape) =>
        CreateAllocatedTensorValue(allocator, TensorElementType.String, shape);

    private static unsafe ValueHandle CreateOver(
        OrtMemoryInfo memoryInfo, TensorElementType elementType, long[] shape, MemoryHandle pin, long bytes)
    {
        using var memory = new Borrowed(memoryInfo);

        // Empty memory may have no address, and a tensor of no elements still needs one that is not null.
        var data = pin.Pointer is null ? (void*)memory.Handle : pin.Pointer;
        nint value;
        fixed (long* dimensions = shape)
        {
            NativeStatus.Check(NativeApi.CreateTensorWithDataAsOrtValue(
                memory.Handle, data, (nuint)bytes, dimensions, (nuint)shape.Length, (int)elementType, &value));
        }

        return new ValueHandle(value, pin);
    }

    private static unsafe int SizeOf<T>()
        where T : unmanaged => sizeof(T);
}
