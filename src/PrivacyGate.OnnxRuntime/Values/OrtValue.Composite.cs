namespace Microsoft.ML.OnnxRuntime;

public partial class OrtValue
{
    /// <summary>Sees one element of a sequence, which is disposed of afterwards.</summary>
    public delegate void SequenceElementVisitor(OrtValue ortValue, int index);

    /// <summary>Sees the keys and the values of a map, two tensors of equal length, which are disposed of afterwards.</summary>
    public delegate void MapVisitor(OrtValue keys, OrtValue values);

    /// <summary>The number of elements of a sequence; 2 for a map (its keys, its values).</summary>
    public unsafe int GetValueCount()
    {
        using var value = new Borrowed(Handle);
        nuint count;
        NativeStatus.Check(NativeApi.GetValueCount(value.Handle, &count));
        return checked((int)count);
    }

    /// <summary>An element of a sequence, or a map's keys (0) or values (1); the caller disposes of it.</summary>
    public unsafe OrtValue GetValue(int index, OrtAllocator allocator)
    {
        using var value = new Borrowed(Handle);
        using var memory = new Borrowed(allocator);
        nint element;
        NativeStatus.Check(NativeApi.GetValue(value.Handle, index, memory.Handle, &element));
        return new OrtValue(element);
    }

    public void ProcessSequence(SequenceElementVisitor visitor, OrtAllocator allocator)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        Require(OnnxValueType.ONNX_TYPE_SEQUENCE);
        var count = GetValueCount();
        for (var index = 0; index < count; index++)
        {
            using var element = GetValue(index, allocator);
            visitor(element, index);
        }
    }

    public void ProcessMap(MapVisitor visitor, OrtAllocator allocator)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        Require(OnnxValueType.ONNX_TYPE_MAP);
        using var keys = GetValue(0, allocator);
        using var values = GetValue(1, allocator);
        visitor(keys, values);
    }

    private void Require(OnnxValueType type)
    {
        if (OnnxType != type)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"the value is {OnnxType}, not {type}");
        }
    }
}
