using System.Globalization;

namespace PrivacyGate.Scripts;

/// <summary>Puts the packages the samples need into a local feed, under a version never used before: NuGet would serve an old package of the same version from its cache.</summary>
internal static class Packages
{
    public static string Feed { get; } = Shell.PathOf("artifacts", "packages");

    /// <summary>What the samples restore.</summary>
    public static IReadOnlyList<string> OfSamples { get; } = ["PrivacyGate.MSBuild"];

    /// <summary>Reads models of ML.NET; the demo has none.</summary>
    private const string MLNet = "PrivacyGate.MLNet";

    public static IReadOnlyList<string> All { get; } = [.. OfSamples, MLNet, "PrivacyGate.Cli"];

    /// <summary>Shares no project with the others, so it is packed beside them. One of the samples has it.</summary>
    private const string Guard = "PrivacyGate.ScoreGuard";

    /// <param name="projects">Their names; ScoreGuard is packed in any case.</param>
    /// <param name="natives">true for all platforms, host for this machine alone: a quarter of the bytes.</param>
    /// <returns>The version packed, or null when packing failed.</returns>
    public static string? Pack(IReadOnlyList<string> projects, string natives = "true")
    {
        var version = "0.1.0-dev." + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
        ClearFeed();
        var guard = Task.Run(() => Shell.Collect("dotnet", PackOf(Guard, version, natives)));
        var failed = projects.Any(project => Shell.Run("dotnet", PackOf(project, version, natives)) != 0);
        var (exitCode, output) = guard.GetAwaiter().GetResult();
        Console.Write(output);
        if (failed || exitCode != 0)
        {
            return null;
        }

        File.WriteAllText(
            Path.Combine(Feed, "version.props"),
            $"<Project><PropertyGroup><PrivacyGateVersion>{version}</PrivacyGateVersion></PropertyGroup></Project>\n");
        return version;
    }

    private static string[] PackOf(string project, string version, string natives) =>
        ["pack", Path.Combine("src", project, project + ".csproj"), "-c", "Release", "-o", Feed, "-v", "quiet", "--nologo", "-p:PackageVersion=" + version, "-p:PackedNatives=" + natives];

    /// <summary>Only our own packages go from the samples' package folder: ONNX Runtime's are 160 MB to fetch.</summary>
    private static void ClearFeed()
    {
        var samples = Shell.PathOf("artifacts", "samples-packages");
        Directory.CreateDirectory(samples);
        foreach (var folder in Directory.EnumerateDirectories(samples, "privacygate*").Append(Feed).Where(Directory.Exists).ToList())
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Feed);
    }
}
