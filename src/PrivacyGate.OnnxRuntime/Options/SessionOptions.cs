using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How a session is built. The session copies what it needs: options may be disposed or reused afterwards.</summary>
public class SessionOptions : SafeHandle
{
    private GraphOptimizationLevel graphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private ExecutionMode executionMode = ExecutionMode.ORT_SEQUENTIAL;
    private OrtLoggingLevel logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
    private int logVerbosityLevel;
    private int intraOpNumThreads;
    private int interOpNumThreads;
    private bool enableMemoryPattern = true;
    private bool enableCpuMemArena = true;
    private bool enableProfiling;
    private string optimizedModelFilePath = "";
    private string profileOutputPathPrefix = "onnxruntime_profile_";
    private string logId = "";

    public unsafe SessionOptions()
        : base(0, true)
    {
        nint options;
        NativeStatus.Check(NativeApi.CreateSessionOptions(&options));
        SetHandle(options);
    }

    public override bool IsInvalid => handle == 0;

    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => graphOptimizationLevel;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.SetSessionGraphOptimizationLevel(options.Handle, (int)value));
            graphOptimizationLevel = value;
        }
    }

    public ExecutionMode ExecutionMode
    {
        get => executionMode;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.SetSessionExecutionMode(options.Handle, (int)value));
            executionMode = value;
        }
    }

    /// <summary>Threads inside one operator; 0 lets ONNX Runtime take one per physical core.</summary>
    public int IntraOpNumThreads
    {
        get => intraOpNumThreads;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.SetIntraOpNumThreads(options.Handle, value));
            intraOpNumThreads = value;
        }
    }

    /// <summary>Threads over operators; used only with <see cref="ExecutionMode.ORT_PARALLEL"/>.</summary>
    public int InterOpNumThreads
    {
        get => interOpNumThreads;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.SetInterOpNumThreads(options.Handle, value));
            interOpNumThreads = value;
        }
    }

    public bool EnableMemoryPattern
    {
        get => enableMemoryPattern;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(value ? NativeApi.EnableMemPattern(options.Handle) : NativeApi.DisableMemPattern(options.Handle));
            enableMemoryPattern = value;
        }
    }

    public bool EnableCpuMemArena
    {
        get => enableCpuMemArena;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(value ? NativeApi.EnableCpuMemArena(options.Handle) : NativeApi.DisableCpuMemArena(options.Handle));
            enableCpuMemArena = value;
        }
    }

    /// <summary>The environment's level applies until this is set.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => logSeverityLevel;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.SetSessionLogSeverityLevel(options.Handle, (int)value));
            logSeverityLevel = value;
        }
    }

    public int LogVerbosityLevel
    {
        get => logVerbosityLevel;
        set
        {
            using var options = new Borrowed(this);
            NativeStatus.Check(NativeApi.SetSessionLogVerbosityLevel(options.Handle, value));
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
                NativeStatus.Check(NativeApi.SetSessionLogId(options.Handle, text));
            }

            logId = value;
        }
    }

    /// <summary>Where the session writes its optimised graph; empty for nowhere.</summary>
    public unsafe string OptimizedModelFilePath
    {
        get => optimizedModelFilePath;
        set
        {
            using var options = new Borrowed(this);
            fixed (byte* path = Utf8.Path(value))
            {
                NativeStatus.Check(NativeApi.SetOptimizedModelFilePath(options.Handle, path));
            }

            optimizedModelFilePath = value;
        }
    }

    /// <summary>Set <see cref="ProfileOutputPathPrefix"/> first.</summary>
    public unsafe bool EnableProfiling
    {
        get => enableProfiling;
        set
        {
            using var options = new Borrowed(this);
            fixed (byte* prefix = Utf8.Path(profileOutputPathPrefix))
            {
                NativeStatus.Check(value ? NativeApi.EnableProfiling(options.Handle, prefix) : NativeApi.DisableProfiling(options.Handle));
            }

            enableProfiling = value;
        }
    }

    public string ProfileOutputPathPrefix
    {
        get => profileOutputPathPrefix;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            profileOutputPathPrefix = value;
            if (enableProfiling)
            {
                EnableProfiling = true;
            }
        }
    }

    public unsafe void AddSessionConfigEntry(string configKey, string configValue)
    {
        using var options = new Borrowed(this);
        fixed (byte* key = Utf8.ZeroTerminated(configKey), value = Utf8.ZeroTerminated(configValue))
        {
            NativeStatus.Check(NativeApi.AddSessionConfigEntry(options.Handle, key, value));
        }
    }

    /// <summary>Fixes every dimension that carries this denotation.</summary>
    public unsafe void AddFreeDimensionOverride(string dimDenotation, long dimValue)
    {
        using var options = new Borrowed(this);
        fixed (byte* denotation = Utf8.ZeroTerminated(dimDenotation))
        {
            NativeStatus.Check(NativeApi.AddFreeDimensionOverride(options.Handle, denotation, dimValue));
        }
    }

    /// <summary>Fixes every dimension of this symbolic name.</summary>
    public unsafe void AddFreeDimensionOverrideByName(string dimName, long dimValue)
    {
        using var options = new Borrowed(this);
        fixed (byte* name = Utf8.ZeroTerminated(dimName))
        {
            NativeStatus.Check(NativeApi.AddFreeDimensionOverrideByName(options.Handle, name, dimValue));
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.ReleaseSessionOptions(handle);
        return true;
    }
}
