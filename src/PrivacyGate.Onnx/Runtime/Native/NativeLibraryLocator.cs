namespace PrivacyGate.Onnx.Runtime.Native;

/// <summary>Where the native library may lie. Always full paths: Windows has an older onnxruntime.dll of its own.</summary>
internal static class NativeLibraryLocator
{
    internal const string OverrideVariable = "PRIVACYGATE_ONNXRUNTIME";

    /// <summary>The paths to try, in order. An override is the only candidate: falling back would hide a typo.</summary>
    internal static IReadOnlyList<string> Candidates(NativePlatform platform, string? overridePath, IEnumerable<string> folders)
    {
        if (!string.IsNullOrWhiteSpace(overridePath))
        {
            return [OverrideFile(platform, overridePath)];
        }

        if (!platform.IsCarried)
        {
            throw new NativeLibraryException(
                "PG0303",
                $"ONNX Runtime has no library for {platform.Rid}; use linux-x64, linux-arm64 (glibc), win-x64, win-arm64 or osx-arm64, or set {OverrideVariable} to a library built for this platform");
        }

        return
        [
            .. folders.Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal).SelectMany(folder => new[]
            {
                Path.Combine(folder, "runtimes", platform.Rid, "native", platform.LibraryFile),
                Path.Combine(folder, platform.LibraryFile),
            }),
        ];
    }

    /// <summary>Beside this assembly, beside the app, and wherever the host says that packages keep their natives.</summary>
    internal static IEnumerable<string> ProbedFolders()
    {
        yield return Path.GetDirectoryName(typeof(NativeLibraryLocator).Assembly.Location) ?? "";
        yield return AppContext.BaseDirectory;
        var hostFolders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        foreach (var folder in hostFolders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }
    }

    private static string OverrideFile(NativePlatform platform, string overridePath)
    {
        var full = Path.GetFullPath(overridePath.Trim());
        return Directory.Exists(full) ? Path.Combine(full, platform.LibraryFile) : full;
    }
}
