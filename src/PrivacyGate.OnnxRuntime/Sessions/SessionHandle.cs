using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Owns a native session, and keeps the environment it lives in.</summary>
internal sealed class SessionHandle : SafeHandle
{
    private readonly OrtEnv? env;

    internal SessionHandle(OrtEnv env)
        : base(0, true)
    {
        var added = false;
        env.DangerousAddRef(ref added);
        this.env = env;
    }

    public override bool IsInvalid => false;

    internal nint Environment => env!.DangerousGetHandle();

    internal void Own(nint session) => SetHandle(session);

    /// <summary>For an owner that must not outlive the session; it calls DangerousRelease when it is done.</summary>
    internal SessionHandle Keep()
    {
        var added = false;
        DangerousAddRef(ref added);
        return this;
    }

    protected override bool ReleaseHandle()
    {
        if (handle != 0)
        {
            NativeApi.ReleaseSession(handle);
        }

        // Null when the environment was already gone, and the constructor threw.
        env?.DangerousRelease();
        return true;
    }
}
