using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Loads the native library and says in one coded line why it cannot.</summary>
internal static class NativeLibraryLoader
{
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

    /// <summary>The table of C functions, API version 17: every function used here stood in it when it was frozen.</summary>
    internal static unsafe void** LoadTable(nint library)
    {
        const uint ApiVersion = 17;
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var entry))
        {
            throw new NativeLibraryException("PG0304", $"the library found is not ONNX Runtime: it has no OrtGetApiBase; {Cure}");
        }

        var apiBase = ((delegate* unmanaged<void**>)entry)();
        var table = ((delegate* unmanaged<uint, void**>)apiBase[0])(ApiVersion);
        if (table is null)
        {
            var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])());
            throw new NativeLibraryException("PG0304", $"the ONNX Runtime library found is {version}, and 1.17 or newer is needed; {Cure}");
        }

        return table;
    }

    private static NativeLibraryException NotThere(IReadOnlyList<string> candidates, string? overridePath) => new(
        "PG0304",
        string.IsNullOrWhiteSpace(overridePath)
            ? $"the ONNX Runtime library is not at {string.Join(", ", candidates.Take(4))}; {Cure}"
            : $"the ONNX Runtime library is not at {candidates[0]}, which {NativeLibraryLocator.OverrideVariable} names; name an onnxruntime library file, or unset the variable");

    internal static unsafe string Version(nint library)
    {
        var apiBase = ((delegate* unmanaged<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        return Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])()) ?? "";
    }
}
