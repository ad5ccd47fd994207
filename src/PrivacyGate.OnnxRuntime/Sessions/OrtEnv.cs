using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The process-wide environment. It is made on first use and lives as long as the process.</summary>
public sealed class OrtEnv : SafeHandle
{
    private static readonly Lock Gate = new();
    private static OrtEnv? instance;

    // Every error is thrown as an exception; the library's own lines on stderr would only say it twice.
    private OrtLoggingLevel level = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

    private unsafe OrtEnv()
        : base(0, true)
    {
        fixed (byte* logId = "PrivacyGate\0"u8)
        {
            nint env;
            NativeStatus.Check(NativeApi.CreateEnv((int)level, logId, &env));
            SetHandle(env);
        }

        NativeStatus.Check(NativeApi.DisableTelemetryEvents(handle));
    }

    public static bool IsCreated => instance is not null;

    public override bool IsInvalid => handle == 0;

    /// <summary>What the library may print: only fatal errors until set otherwise. Options of a session or a run override it.</summary>
    public OrtLoggingLevel EnvLogLevel
    {
        get => level;
        set
        {
            using var env = new Borrowed(this);
            NativeStatus.Check(NativeApi.UpdateEnvWithCustomLogLevel(env.Handle, (int)value));
            level = value;
        }
    }

    /// <exception cref="NativeLibraryException">The native library is missing or unusable.</exception>
    public static OrtEnv Instance()
    {
        lock (Gate)
        {
            if (instance is null || instance.IsClosed)
            {
                instance = new OrtEnv();
            }

            return instance;
        }
    }

    /// <summary>The version of the native library, such as "1.30.0".</summary>
#pragma warning disable CA1822 // The official package has it on the instance.
    public string GetVersionString() => NativeApi.LibraryVersion;
#pragma warning restore CA1822

    protected override bool ReleaseHandle()
    {
        NativeApi.ReleaseEnv(handle);
        return true;
    }
}
