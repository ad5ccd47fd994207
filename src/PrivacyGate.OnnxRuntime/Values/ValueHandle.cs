using System.Buffers;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Owns a native value and the pin of the managed memory under it, so that one never outlives the other.</summary>
internal sealed class ValueHandle : SafeHandle
{
    private readonly ValueHandle? origin;
    private MemoryHandle pin;

    internal ValueHandle(nint value)
        : base(0, true) => SetHandle(value);

    internal ValueHandle(nint value, MemoryHandle pin)
        : this(value) => this.pin = pin;

    /// <summary>A second native value over the memory of <paramref name="origin"/>, which it keeps.</summary>
    internal ValueHandle(nint value, ValueHandle? origin)
        : this(value)
    {
        origin?.Keep();
        this.origin = origin;
    }

    public override bool IsInvalid => handle == 0;

    internal void Keep()
    {
        var added = false;
        DangerousAddRef(ref added);
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.ReleaseValue(handle);
        pin.Dispose();
        origin?.DangerousRelease();
        return true;
    }
}
