using System.IO.Compression;

namespace PrivacyGate.GitHub.Tests.Composite;

/// <summary>The tool of this build in a package laid out as PrivacyGate.MSBuild is; what is really packed, Package.Tests shows.</summary>
internal static class ToolPackage
{
    private const string Id = "PrivacyGate.MSBuild";

    public static void Write(string feed, string version)
    {
        Directory.CreateDirectory(feed);
        using var package = ZipFile.Open(Path.Combine(feed, $"{Id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(package.CreateEntry(Id + ".nuspec").Open()))
        {
            nuspec.Write($"<package><metadata><id>{Id}</id><version>{version}</version><authors>x</authors><description>x</description></metadata></package>");
        }

        var tool = AppContext.BaseDirectory;
        foreach (var file in Directory.EnumerateFiles(tool, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".dll" or ".json" or ".so" or ".dylib"))
        {
            package.CreateEntryFromFile(file, "tools/net10.0/" + Path.GetRelativePath(tool, file).Replace('\\', '/'), CompressionLevel.NoCompression);
        }
    }
}
