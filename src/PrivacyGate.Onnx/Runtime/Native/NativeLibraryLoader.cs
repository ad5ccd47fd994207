using System.Runtime.InteropServices;

namespace PrivacyGate.Onnx.Runtime.Native;

/// <summary>Loads the native library before the official binding does, and says in one coded line why it cannot.</summary>
internal static class NativeLibraryLoader
{
    /// <summary>What the referenced Microsoft.ML.OnnxRuntime asks of its library.</summary>
    internal const uint ApiVersion = 31;

    private const string Cure = "restore the project again, or set " + NativeLibraryLocator.OverrideVariable + " to an onnxruntime library file";

    internal static nint Load(NativePlatform platform, string? overridePath)
    {
        var candidates = NativeLibraryLocator.Candidates(platform, overridePath, NativeLibraryLocator.ProbedFolders());
        foreach (var path in candidates.Where(File.Exists))
        {
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
            {
                throw NativeLoadFailure.Explain(platform, path, failure);
            }
        }

        throw NotThere(candidates, overridePath);
    }

    /// <summary>The official binding would fail in a static constructor, once and for all and without a cause.</summary>
    internal static unsafe void CheckVersion(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var entry))
        {
            throw new NativeLibraryException("PG0304", $"the library found is not ONNX Runtime: it has no OrtGetApiBase; {Cure}");
        }

        var apiBase = ((delegate* unmanaged<void**>)entry)();
        if (((delegate* unmanaged<uint, void*>)apiBase[0])(ApiVersion) is null)
        {
            var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])());
            throw new NativeLibraryException("PG0304", $"the ONNX Runtime library found is {version}, and 1.{ApiVersion} or newer is needed; {Cure}");
        }
    }

    private static NativeLibraryException NotThere(IReadOnlyList<string> candidates, string? overridePath) => new(
        "PG0304",
        string.IsNullOrWhiteSpace(overridePath)
            ? $"the ONNX Runtime library is not at {string.Join(", ", candidates.Take(4))}; {Cure}"
            : $"the ONNX Runtime library is not at {candidates[0]}, which {NativeLibraryLocator.OverrideVariable} names; name an onnxruntime library file, or unset the variable");
}
