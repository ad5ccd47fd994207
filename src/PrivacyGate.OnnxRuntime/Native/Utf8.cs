using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.OnnxRuntime;

internal static unsafe class Utf8
{
    internal static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>The text and a terminating zero.</summary>
    internal static byte[] ZeroTerminated(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>A path as ORTCHAR_T: UTF-16 on Windows, UTF-8 elsewhere, with its terminating zero.</summary>
    internal static byte[] Path(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : ZeroTerminated(path);
    }

    /// <summary>Reads text that ONNX Runtime allocated, and gives the memory back.</summary>
    internal static string Take(nint text, nint allocator)
    {
        try
        {
            return Read((byte*)text);
        }
        finally
        {
            NativeStatus.Check(NativeApi.AllocatorFree(allocator, (void*)text));
        }
    }
}
