using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>Several target frameworks and several projects, one after another and side by side.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class ManyProjects(PackedPackage package)
{
    private const string TwoFrameworks = "net10.0;net10.0-windows";

    /// <summary>Processes for projects side by side are not reached by the shutdown of build servers, so they are not kept for the next build.</summary>
    private const string KeepNone = "-nodeReuse:false";

    /// <summary>Where it does not matter, none is started.</summary>
    private const string OneByOne = "-m:1";

    [Fact]
    public void Two_target_frameworks_are_judged_each_and_attacked_once()
    {
        var restored = package.Restore("restored-twice", TwoFrameworks);
        var project = GatedProject.Create(package, ProjectText.Item(), restored: restored, frameworks: TwoFrameworks);

        var first = project.Build("-m", KeepNone);
        Assert.Equal(["PG0102", "PG0102"], first.Errors.Select(e => e.Code));
        Assert.Equal(1, project.AttacksKept);

        var second = project.Build("-m", KeepNone);
        Assert.Equal(["PG0102", "PG0102"], second.Errors.Select(e => e.Code));
        Assert.Equal(0, second.AttacksStarted);
        AssertPackRefused(project);
    }

    [Theory]
    [InlineData("-m")]
    [InlineData("-m:1")]
    [InlineData("-graph")]
    [InlineData("-mt")]
    public void A_project_that_references_a_leaking_one_fails_with_its_one_error(string how)
    {
        var library = GatedProject.Create(package, ProjectText.Item());
        var application = Path.Combine(library.Folder + "-app", "App.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(application)!);
        File.WriteAllText(application, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="{library.ProjectFile}" /></ItemGroup>
            </Project>
            """);

        var binlog = library.In("app.binlog");
        var folder = Path.GetDirectoryName(application)!;
        var restored = Dotnet.Run(folder, "restore", "-v", "quiet", OneByOne);
        Assert.True(restored.ExitCode == 0, restored.ToString());
        var built = BuildResult.Read(Dotnet.Run(folder, "build", application, "--no-restore", "-tl:off", KeepNone, how, "-bl:" + binlog), binlog);

        FailingBuilds.AssertOneBudgetError(built, library);
        Assert.Equal(1, built.AttacksStarted);
    }

    [Fact]
    public void An_application_ships_the_model_of_a_library_that_passed_and_of_none_that_failed()
    {
        const string Shipped = "<None Update=\"models/score.onnx\" CopyToOutputDirectory=\"PreserveNewest\" />";
        var library = GatedProject.Create(package, ProjectText.Item("like-holdout.csv") + Shipped);
        var application = library.Folder + "-application";
        Directory.CreateDirectory(application);
        File.WriteAllText(Path.Combine(application, "Application.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <PrivacyGateNoModelReason>the library has the model</PrivacyGateNoModelReason>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PrivacyGate.MSBuild" Version="{package.Version}" PrivateAssets="all" />
                <ProjectReference Include="{library.ProjectFile}" />
              </ItemGroup>
            </Project>
            """);
        var passed = Dotnet.Run(application, "publish", "-tl:off", OneByOne);
        Assert.True(passed.ExitCode == 0, passed.ToString());
        Assert.True(File.Exists(Path.Combine(application, "bin", "Release", "net10.0", "publish", "models", "score.onnx")));

        library.Write(ProjectText.Item() + Shipped);
        Assert.Equal(0, Dotnet.Run(application, "build", "-c", "Release", "-p:PrivacyGateSeverity=warning", OneByOne).ExitCode);
        var refused = Dotnet.Run(application, "publish", "--no-build", "-tl:off", OneByOne);
        Assert.Contains("score.onnx ships and no verdict is about it", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    private static void AssertPackRefused(GatedProject project)
    {
        project.Build("-c", "Release", OneByOne).AssertFailed();
        var packed = project.Run("pack", GatedProject.FileName, "--no-build", "-tl:off", OneByOne);
        Assert.All(packed.Errors, e => Assert.Equal("PG0120", e.Code));
        string[] frameworks = ["net10.0", "net10.0-windows"];
        Assert.All(frameworks, f => Assert.Contains(packed.Errors, e => e.Message!.Contains($"see obj/Release/{f}/privacygate/report.md", StringComparison.Ordinal)));
    }
}
