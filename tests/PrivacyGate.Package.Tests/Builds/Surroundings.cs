using System.IO.Compression;
using System.Xml.Linq;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>The package itself, and machines that lack what it needs.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class Surroundings(PackedPackage package)
{
    [Fact]
    public void The_package_holds_what_it_promises_and_nothing_that_flows_on()
    {
        Assert.DoesNotContain("warning", package.PackOutput, StringComparison.Ordinal);
        using var archive = ZipFile.OpenRead(package.File);
        var entries = archive.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName)).ToHashSet();
        string[] promised =
        [
            "build/PrivacyGate.MSBuild.props", "build/PrivacyGate.MSBuild.targets", "buildMultiTargeting/PrivacyGate.MSBuild.targets",
            "tools/netstandard2.0/PrivacyGate.MSBuild.dll", "tools/net10.0/privacygate.dll", "tools/net10.0/privacygate.deps.json",
            "tools/net10.0/privacygate.runtimeconfig.json", "README.md", "LICENSE",
            "analyzers/dotnet/cs/PrivacyGate.Analyzers.dll", "analyzers/dotnet/cs/PrivacyGate.CodeFixes.dll", "build/PrivacyGate.Analysis.Default.globalconfig",
            "build/PrivacyGate.Analysis.None.globalconfig", "build/PrivacyGate.Analysis.Strict.globalconfig",
            "tools/net10.0/runtimes/linux-x64/native/libonnxruntime.so", "tools/net10.0/runtimes/linux-arm64/native/libonnxruntime.so",
            "tools/net10.0/runtimes/win-x64/native/onnxruntime.dll", "tools/net10.0/runtimes/win-arm64/native/onnxruntime.dll",
            "tools/net10.0/runtimes/osx-arm64/native/libonnxruntime.dylib",
        ];
        Assert.Empty(promised.Except(entries));
        Assert.Equal(2, entries.Count(entry => entry.StartsWith("licenses/", StringComparison.Ordinal)));
        Assert.DoesNotContain(entries, entry => entry.StartsWith("lib/", StringComparison.Ordinal) || entry.StartsWith("buildTransitive/", StringComparison.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.EndsWith(".pdb", StringComparison.Ordinal));
        AssertDevelopmentDependency(archive.GetEntry("PrivacyGate.MSBuild.nuspec")!);
    }

    [Fact]
    public void Without_the_dotnet_program_the_error_says_so()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        var error = Assert.Single(project.Judge("-p:_PrivacyGateMuxer=/missing/muxer").Errors);
        Assert.Equal("PG0302", error.Code);
        Assert.Contains("install", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_runtime_the_error_says_so()
    {
        var tool = Path.Combine(package.Folder, "tool-of-the-future");
        _ = package.Restored;
        Directory.CreateDirectory(tool);
        foreach (var file in Directory.GetFiles(Path.Combine(package.Unpacked, "tools", "net10.0")))
        {
            File.Copy(file, Path.Combine(tool, Path.GetFileName(file)));
        }

        var settings = Path.Combine(tool, "privacygate.runtimeconfig.json");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("\"10.0.0\"", "\"99.0.0\"", StringComparison.Ordinal));

        var project = GatedProject.Create(package, ProjectText.Item());
        Assert.Equal("PG0301", Assert.Single(project.Judge("-p:_PrivacyGateTool=" + Path.Combine(tool, "privacygate.dll")).Errors).Code);
    }

    [Fact]
    public void An_error_the_tool_could_only_print_keeps_its_code()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        Directory.CreateDirectory(project.Gate());
        Directory.CreateDirectory(project.Gate("report.json"));
        var error = Assert.Single(project.Judge().Errors);
        Assert.Equal("PG0014", error.Code);
    }

    [Theory]
    [InlineData("/missing/privacygate.dll")]
    [InlineData("a program that answers 0 and leaves no verdict")]
    public void A_tool_that_leaves_no_verdict_fails_the_build(string tool)
    {
        var path = tool.StartsWith('/') ? tool : typeof(Surroundings).Assembly.Location;
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        var error = Assert.Single(project.Judge("-p:_PrivacyGateTool=" + path).Errors);
        Assert.Equal("PG0390", error.Code);
        Assert.Contains("privacygate.log", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(project.Gate("privacygate.log")));
    }

    [Fact]
    public void Visual_Studio_learns_what_the_verdict_depends_on()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        var inputs = Evaluate(project, "-getItem:UpToDateCheckInput");
        Assert.All(["models/score.onnx", "members.csv", "holdout.csv"], file => Assert.Contains($"\"Identity\": \"{file}\"", inputs, StringComparison.Ordinal));
        Assert.Contains("privacygate/passed", Evaluate(project, "-getItem:UpToDateCheckOutput"), StringComparison.Ordinal);
    }

    [Fact]
    public void Visual_Studio_learns_the_files_a_spec_leads_to()
    {
        var project = GatedProject.Create(package, "");
        File.WriteAllText(project.In("privacygate.json"), """
            {"models":[{"path":"models/score.onnx","members":"like-holdout.csv","nonMembers":"holdout.csv","label":"approved"}]}
            """);
        _ = project.Judge();
        var inputs = Evaluate(project, "-getItem:UpToDateCheckInput");
        Assert.All(["score.onnx", "like-holdout.csv", "holdout.csv"], file => Assert.Contains(file, inputs, StringComparison.Ordinal));
    }

    private static string Evaluate(GatedProject project, params string[] arguments)
    {
        var result = Dotnet.Run(project.Folder, ["msbuild", GatedProject.FileName, .. arguments]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output.Trim();
    }

    private static void AssertDevelopmentDependency(ZipArchiveEntry nuspec)
    {
        using var stream = nuspec.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEmpty(Value("releaseNotes")!);
        Assert.DoesNotContain(metadata.Descendants(), e => e.Name.LocalName == "dependency");
    }
}
