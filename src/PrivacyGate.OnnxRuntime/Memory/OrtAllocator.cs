using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Memory that ONNX Runtime hands out.</summary>
public class OrtAllocator : SafeHandle
{
    private static readonly Lazy<OrtAllocator> Default = new(() => new OrtAllocator(), LazyThreadSafetyMode.PublicationOnly);

    private readonly SessionHandle? session;

    /// <summary>The session's own allocator; the session outlives it.</summary>
    public unsafe OrtAllocator(InferenceSession session, OrtMemoryInfo memInfo)
        : base(0, true)
    {
        ArgumentNullException.ThrowIfNull(session);
        using var owner = new Borrowed(session.Handle);
        using var info = new Borrowed(memInfo);
        nint allocator;
        NativeStatus.Check(NativeApi.CreateAllocator(owner.Handle, info.Handle, &allocator));
        SetHandle(allocator);
        this.session = session.Handle.Keep();
    }

    private unsafe OrtAllocator()
        : base(0, true)
    {
        nint allocator;
        NativeStatus.Check(NativeApi.GetAllocatorWithDefaultOptions(&allocator));
        SetHandle(allocator);
    }

    /// <summary>Plain processor memory, owned by the library: its Dispose does nothing.</summary>
    public static OrtAllocator DefaultInstance => Default.Value;

    public override bool IsInvalid => handle == 0;

    /// <summary>For the shared instance alone, which is never released.</summary>
    internal static nint DefaultHandle => DefaultInstance.handle;

    protected override void Dispose(bool disposing)
    {
        if (session is not null)
        {
            base.Dispose(disposing);
        }
    }

    protected override bool ReleaseHandle()
    {
        if (session is not null)
        {
            NativeApi.ReleaseAllocator(handle);
            session.DangerousRelease();
        }

        return true;
    }
}
