using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How one run behaves. Keep one per run: <see cref="Terminate"/> ends every run that shares it.</summary>
public class RunOptions : SafeHandle
{
    private OrtLoggingLevel logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
    private int logVerbosityLevel;
    private string logId = "";
    private bool terminate;

    public unsafe RunOptions()
        : base(0, true)
    {
        nint options;
        NativeStatus.Check(NativeApi.CreateRunOptions(&options));
        SetHandle(options);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Set from another thread to end the run between two operators; it then throws <see cref="OnnxRuntimeException"/>.</summary>
    public bool Terminate
    {
        get => terminate;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(value ? NativeApi.RunOptionsSetTerminate(options.Handle) : NativeApi.RunOptionsUnsetTerminate(options.Handle));
            terminate = value;
        }
    }

    /// <summary>The session's level applies until this is set.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => logSeverityLevel;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.RunOptionsSetRunLogSeverityLevel(options.Handle, (int)value));
            logSeverityLevel = value;
        }
    }

    public int LogVerbosityLevel
    {
        get => logVerbosityLevel;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.RunOptionsSetRunLogVerbosityLevel(options.Handle, value));
            logVerbosityLevel = value;
        }
    }

    public unsafe string LogId
    {
        get => logId;
        set
        {
            using var options = new Borrowed(this);
            fixed (byte* text = Utf8.ZeroTerminated(value))
            {
                NativeStatus.Check(NativeApi.RunOptionsSetRunTag(options.Handle, text));
            }

            logId = value;
        }
    }

    public unsafe void AddRunConfigEntry(string configKey, string configValue)
    {
        using var options = new Borrowed(this);
        fixed (byte* key = Utf8.ZeroTerminated(configKey), value = Utf8.ZeroTerminated(configValue))
        {
            NativeStatus.Check(NativeApi.AddRunConfigEntry(options.Handle, key, value));
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.ReleaseRunOptions(handle);
        return true;
    }
}
