using System.Runtime.InteropServices;

namespace PrivacyGate.Onnx.Runtime.Native;

/// <summary>Turns a failed load of a file that exists into the cause a person can cure.</summary>
internal static class NativeLoadFailure
{
    // What onnxruntime.dll imports at load time besides Windows itself; .NET does not bring them.
    private static readonly string[] VisualCRuntime =
        ["msvcp140.dll", "msvcp140_1.dll", "msvcp140_atomic_wait.dll", "vcruntime140.dll", "vcruntime140_1.dll"];

    internal static NativeLibraryException Explain(NativePlatform platform, string path, Exception failure) =>
        Explain(platform, path, failure, file => NativeLibrary.TryLoad(file, out _));

    internal static NativeLibraryException Explain(NativePlatform platform, string path, Exception failure, Func<string, bool> canLoad)
    {
        if (platform.System == OSPlatform.Windows && Array.Find(VisualCRuntime, file => !canLoad(file)) is { } missing)
        {
            return new NativeLibraryException(
                "PG0306",
                $"{path} needs {missing}, which this Windows does not have; install the Microsoft Visual C++ 2015-2022 Redistributable ({platform.Architecture})",
                failure);
        }

        if (platform.System == OSPlatform.Linux && failure.Message.Contains("GLIBC_", StringComparison.Ordinal))
        {
            return new NativeLibraryException(
                "PG0307",
                $"{path} needs glibc 2.28 or newer, which this Linux does not have; use a newer image (Debian 10, Ubuntu 20.04, RHEL 8 or later)",
                failure);
        }

        return new NativeLibraryException(
            "PG0304",
            $"the ONNX Runtime library at {path} could not be loaded: {OneLine(failure.Message)}; set {NativeLibraryLocator.OverrideVariable} to a library built for {platform.Rid}",
            failure);
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}
