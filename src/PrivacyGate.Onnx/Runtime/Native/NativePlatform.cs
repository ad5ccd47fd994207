using System.Runtime.InteropServices;

namespace PrivacyGate.Onnx.Runtime.Native;

/// <summary>What the running process is, as far as choosing a native library goes.</summary>
internal sealed record NativePlatform(OSPlatform System, Architecture Architecture, bool IsMusl)
{
    internal static NativePlatform Current { get; } = new(
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux,
        RuntimeInformation.ProcessArchitecture,
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal));

    internal string LibraryFile => System == OSPlatform.Windows ? "onnxruntime.dll"
        : System == OSPlatform.OSX ? "libonnxruntime.dylib"
        : "libonnxruntime.so";

    internal string Rid
    {
        get
        {
            var system = System == OSPlatform.Windows ? "win" : System == OSPlatform.OSX ? "osx" : IsMusl ? "linux-musl" : "linux";
            return $"{system}-{Architecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>The platforms for which ONNX Runtime publishes a library that the package carries.</summary>
    internal bool IsCarried => Rid is "linux-x64" or "linux-arm64" or "win-x64" or "win-arm64" or "osx-arm64";
}
