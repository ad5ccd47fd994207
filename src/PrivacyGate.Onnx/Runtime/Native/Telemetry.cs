using System.Runtime.InteropServices;

namespace PrivacyGate.Onnx.Runtime.Native;

/// <summary>
/// ONNX Runtime 1.31 keeps a device id and a store of events in the user's cache folder, also where nothing is ever sent. A
/// variable of the environment, read when the library is loaded, keeps it from that.
/// </summary>
internal static partial class Telemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>To be called before the library is loaded.</summary>
    public static void TurnOff()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        if (!OperatingSystem.IsWindows())
        {
            // .NET keeps a copy of the environment there, and changes only the copy.
            _ = SetVariable(Variable, "1", 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrites);
}
