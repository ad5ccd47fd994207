using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace PrivacyGate.GuardTests;

[Trait("Category", "Slow")]
public sealed class PackageTests
{
    [Fact]
    public void The_package_holds_both_builds_their_documentation_and_no_dependency_but_System_Memory()
    {
        using var folder = new TemporaryFolder();
        Pack(folder.Path);
        using var package = ZipFile.OpenRead(folder.File("PrivacyGate.ScoreGuard.9.9.9.nupkg"));
        string[] expected =
        [
            "LICENSE", "PrivacyGate.ScoreGuard.nuspec", "README.md",
            "lib/net10.0/PrivacyGate.ScoreGuard.dll", "lib/net10.0/PrivacyGate.ScoreGuard.xml",
            "lib/netstandard2.0/PrivacyGate.ScoreGuard.dll", "lib/netstandard2.0/PrivacyGate.ScoreGuard.xml",
        ];
        Assert.Equal(expected, Own(package).Order(StringComparer.Ordinal));
        using var symbols = ZipFile.OpenRead(folder.File("PrivacyGate.ScoreGuard.9.9.9.snupkg"));
        Assert.Equal(2, Own(symbols).Count(static name => name.EndsWith(".pdb", StringComparison.Ordinal)));

        using var manifest = package.GetEntry("PrivacyGate.ScoreGuard.nuspec")!.Open();
        var nuspec = XDocument.Load(manifest).Root!;
        Assert.Equal("MIT", nuspec.Descendants().Single(static element => element.Name.LocalName == "license").Value);
        var dependencies = nuspec.Descendants().Where(static element => element.Name.LocalName == "dependency").ToList();
        Assert.Equal("System.Memory", Assert.Single(dependencies).Attribute("id")!.Value);
        Assert.Equal(".NETStandard2.0", dependencies[0].Parent!.Attribute("targetFramework")!.Value);
    }

    private static IEnumerable<string> Own(ZipArchive package) =>
        package.Entries.Select(static entry => entry.FullName).Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml");

    private static void Pack(string output)
    {
        var configuration = typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Configuration").Value!;
        var project = Repository.Path("src", "PrivacyGate.ScoreGuard", "PrivacyGate.ScoreGuard.csproj");
        var start = new ProcessStartInfo("dotnet", ["pack", project, "--no-build", "-c", configuration, "-o", output, "-p:PackageVersion=9.9.9", "-v", "quiet", "-nodeReuse:false"]) { RedirectStandardOutput = true, WorkingDirectory = output };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, printed);
        Assert.DoesNotContain("warning", printed, StringComparison.Ordinal);
    }
}
