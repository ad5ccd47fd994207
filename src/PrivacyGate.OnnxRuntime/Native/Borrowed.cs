using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// Keeps a handle alive for the length of a native call, also against a Dispose on another thread; a handle already
/// disposed throws ObjectDisposedException.
/// </summary>
internal readonly ref struct Borrowed
{
    private readonly SafeHandle owner;

    internal Borrowed(SafeHandle owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var added = false;
        owner.DangerousAddRef(ref added);
        this.owner = owner;
    }

    internal nint Handle => owner.DangerousGetHandle();

    public void Dispose() => owner.DangerousRelease();
}
