using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>What really lies in the publish folder and in the package is what was audited.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class ShippedFiles(PackedPackage package)
{
    private const string Laid = """
        <Content Include="models/score.onnx" CopyToPublishDirectory="Always" Pack="false" />
            <Content Include="$(Weights)" Link="models/score.bin" CopyToPublishDirectory="Always" Pack="false" />
        """;

    [Fact]
    public void Weights_that_were_not_audited_are_neither_published_nor_packed()
    {
        var project = GatedProject.Create(package, $"{ProjectText.Item("like-holdout.csv")}\n    {Laid}");
        File.WriteAllBytes(project.Model, OnnxBytes.WithWeights(File.ReadAllBytes(project.Model), "score.bin"));
        File.WriteAllBytes(project.In("models", "score.bin"), new byte[16]);
        File.WriteAllBytes(project.In("other.bin"), [.. new byte[15], 1]);
        WriteNuspec(project, "models/score.bin");

        var built = project.Build("-p:Weights=models/score.bin", "-c", "Release");
        Assert.True(built.Passed, built.ToString());
        Ships(project, "publish", "models/score.bin").AssertPassed();
        Ships(project, "pack", "models/score.bin").AssertPassed();

        AssertRefused(Ships(project, "publish", "other.bin"));
        WriteNuspec(project, "other.bin");
        AssertRefused(Ships(project, "pack", "models/score.bin"));
    }

    private static BuildResult Ships(GatedProject project, string command, string weights) =>
        project.Run(command, GatedProject.FileName, "--no-build", "-c", "Release", "-tl:off", "-p:NuspecFile=Own.nuspec", "-p:Weights=" + weights);

    private static void AssertRefused(BuildResult result)
    {
        var error = Assert.Single(result.Errors);
        Assert.Equal("PG0120", error.Code);
        Assert.Contains("ships as weights of", error.Message, StringComparison.Ordinal);
    }

    private static void WriteNuspec(GatedProject project, string weights) => File.WriteAllText(project.In("Own.nuspec"), $"""
        <package>
          <metadata><id>Own.Name</id><version>3.2.1</version><authors>Clinic</authors><description>A model.</description></metadata>
          <files>
            <file src="models/score.onnx" target="models/score.onnx" />
            <file src="{weights}" target="models/score.bin" />
          </files>
        </package>
        """);
}
