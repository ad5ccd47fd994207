using System.Buffers;
using System.Text;

namespace Microsoft.ML.OnnxRuntime;

public partial class OrtValue
{
    /// <summary>All strings, row by row.</summary>
    public unsafe string[] GetStringTensorAsArray()
    {
        var strings = new string[RequireStrings()];
        if (strings.Length == 0)
        {
            return strings;
        }

        using var value = new Borrowed(Handle);
        nuint length;
        NativeStatus.Check(NativeApi.GetStringTensorDataLength(value.Handle, &length));
        var bytes = new byte[length + 1];
        var starts = new nuint[strings.Length];
        fixed (byte* text = bytes)
        fixed (nuint* offsets = starts)
        {
            NativeStatus.Check(NativeApi.GetStringTensorContent(value.Handle, text, length, offsets, (nuint)strings.Length));
        }

        for (var index = 0; index < strings.Length; index++)
        {
            var end = index + 1 < starts.Length ? starts[index + 1] : length;
            strings[index] = Encoding.UTF8.GetString(bytes, (int)starts[index], (int)(end - starts[index]));
        }

        return strings;
    }

    /// <summary>The string at a position counted row by row.</summary>
    public unsafe string GetStringElement(int index)
    {
        CheckIndex(index);
        using var value = new Borrowed(Handle);
        nuint length;
        NativeStatus.Check(NativeApi.GetStringTensorElementLength(value.Handle, (nuint)index, &length));
        var bytes = ArrayPool<byte>.Shared.Rent(checked((int)length) + 1);
        try
        {
            fixed (byte* text = bytes)
            {
                NativeStatus.Check(NativeApi.GetStringTensorElement(value.Handle, length, (nuint)index, text));
            }

            return Encoding.UTF8.GetString(bytes, 0, (int)length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void StringTensorSetElementAt(ReadOnlySpan<char> str, int index)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(str.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(str, bytes);
            StringTensorSetElementAt(bytes.AsSpan(0, length), index);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void StringTensorSetElementAt(ReadOnlyMemory<char> rom, int index) => StringTensorSetElementAt(rom.Span, index);

    public unsafe void StringTensorSetElementAt(ReadOnlySpan<byte> utf8Bytes, int index)
    {
        CheckIndex(index);
        using var value = new Borrowed(Handle);
        byte* buffer;
        NativeStatus.Check(NativeApi.GetResizedStringTensorElementBuffer(value.Handle, (nuint)index, (nuint)utf8Bytes.Length, &buffer));
        utf8Bytes.CopyTo(new Span<byte>(buffer, utf8Bytes.Length));
    }

    // The C functions trust the index, and a wrong one reads memory that is not the tensor's.
    private void CheckIndex(int index)
    {
        var count = RequireStrings();
        if ((uint)index >= (ulong)count)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"string {index} was asked for, and the tensor has {count}");
        }
    }

    private long RequireStrings()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var tensor = memory ??= ReadMemory();
        return tensor.ElementType == Tensors.TensorElementType.String
            ? tensor.Count
            : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"the tensor holds {tensor.ElementType} elements, not strings");
    }
}
