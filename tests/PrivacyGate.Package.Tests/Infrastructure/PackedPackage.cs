using System.Globalization;
using System.Reflection;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>
/// PrivacyGate.MSBuild packed once a run, under a version never used before, and a folder of projects that restore it from
/// there into a package folder of their own.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    private readonly Lazy<string> restored;

    public PackedPackage()
    {
        Folder = Directory.CreateTempSubdirectory("privacygate (x86) tests-").FullName;
        Version = "0.1.0-test." + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
        PackOutput = Pack("PrivacyGate.MSBuild");
        IsolateFolder();
        this.restored = new Lazy<string>(() => Restore("restored", "net10.0"));
    }

    public string Folder { get; }

    public string Version { get; }

    public string PackOutput { get; }

    public string File => Path.Combine(Folder, "feed", $"PrivacyGate.MSBuild.{Version}.nupkg");

    /// <summary>The package as NuGet unpacked it.</summary>
    public string Unpacked => Path.Combine(Folder, "packages", "privacygate.msbuild", Version);

    /// <summary>A restored project; copies of it need no restore of their own.</summary>
    internal string Restored => this.restored.Value;

    /// <summary>Packs another of our packages into the same feed, under the same version.</summary>
    /// <returns>What packing printed.</returns>
    internal string Pack(string name)
    {
        var project = Path.Combine(Metadata("RepositoryRoot"), "src", name, name + ".csproj");
        var packed = Dotnet.Run(Folder, "pack", project, "--no-build", "-c", Metadata("Configuration"), "-o", Path.Combine(Folder, "feed"), "-p:PackageVersion=" + Version, "-v", "quiet", "-m:1");
        Assert.True(packed.ExitCode == 0, packed.ToString());
        return packed.Output;
    }

    /// <summary>Restores one project that has the package.</summary>
    internal string Restore(string name, string frameworks)
    {
        var folder = Path.Combine(Folder, name);
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, GatedProject.FileName), ProjectText.Of(Version, frameworks, "", ""));
        var restored = Dotnet.Run(folder, "restore", "-v", "quiet", "-m:1");
        Assert.True(restored.ExitCode == 0, restored.ToString());
        Assert.Empty(restored.Warnings);
        return folder;
    }

    /// <summary>No compiler and no MSBuild is left running.</summary>
    public void Dispose()
    {
        Dotnet.Run(Folder, "build-server", "shutdown", "--vbcscompiler", "--msbuild");
        Directory.Delete(Folder, recursive: true);
    }

    private static string Metadata(string key) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private void IsolateFolder()
    {
        System.IO.File.WriteAllText(Path.Combine(Folder, "nuget.config"), """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="packed" value="feed" /></packageSources>
            </configuration>
            """);
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            System.IO.File.WriteAllText(Path.Combine(Folder, file), "<Project />");
        }
    }
}

[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "package";
}
