using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Where a tensor's memory lies.</summary>
public class OrtMemoryInfo : SafeHandle
{
    private static readonly Lazy<OrtMemoryInfo> DefaultInfo = new(CreateDefault, LazyThreadSafetyMode.PublicationOnly);

    /// <param name="allocatorName">"Cpu" for ordinary memory.</param>
    /// <param name="allocatorType">Plain or arena memory.</param>
    /// <param name="deviceId">0 for the processor.</param>
    /// <param name="memoryType">What the memory is for.</param>
    public unsafe OrtMemoryInfo(string allocatorName, OrtAllocatorType allocatorType, int deviceId, OrtMemType memoryType)
        : base(0, true)
    {
        fixed (byte* name = Utf8.ZeroTerminated(allocatorName))
        {
            nint info;
            NativeStatus.Check(NativeApi.CreateMemoryInfo(name, (int)allocatorType, deviceId, (int)memoryType, &info));
            SetHandle(info);
        }
    }

    private OrtMemoryInfo(nint info)
        : base(0, true) => SetHandle(info);

    /// <summary>Processor memory; shared, so its Dispose does nothing.</summary>
    public static OrtMemoryInfo DefaultInstance => DefaultInfo.Value;

    public override bool IsInvalid => handle == 0;

    public unsafe string Name
    {
        get
        {
            using var info = new Borrowed(this);
            byte* name;
            NativeStatus.Check(NativeApi.MemoryInfoGetName(info.Handle, &name));
            return Utf8.Read(name);
        }
    }

    public unsafe int Id
    {
        get
        {
            using var info = new Borrowed(this);
            int id;
            NativeStatus.Check(NativeApi.MemoryInfoGetId(info.Handle, &id));
            return id;
        }
    }

    public unsafe OrtMemType GetMemoryType()
    {
        using var info = new Borrowed(this);
        int type;
        NativeStatus.Check(NativeApi.MemoryInfoGetMemType(info.Handle, &type));
        return (OrtMemType)type;
    }

    public unsafe OrtAllocatorType GetAllocatorType()
    {
        using var info = new Borrowed(this);
        int type;
        NativeStatus.Check(NativeApi.MemoryInfoGetType(info.Handle, &type));
        return (OrtAllocatorType)type;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing || !IsShared)
        {
            base.Dispose(disposing);
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.ReleaseMemoryInfo(handle);
        return true;
    }

    private bool IsShared => DefaultInfo.IsValueCreated && ReferenceEquals(this, DefaultInfo.Value);

    private static unsafe OrtMemoryInfo CreateDefault()
    {
        nint info;
        NativeStatus.Check(NativeApi.CreateCpuMemoryInfo((int)OrtAllocatorType.ArenaAllocator, (int)OrtMemType.Default, &info));
        return new OrtMemoryInfo(info);
    }
}
