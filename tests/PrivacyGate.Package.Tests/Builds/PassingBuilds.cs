using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>A model that does not leak, from its first build to its shipping.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class PassingBuilds(PackedPackage package)
{
    /// <summary>Ships the model by an item type of the project's own.</summary>
    private const string Resource = "<AndroidAsset Include=\"models/score.onnx\" />";

    [Fact]
    public void A_sound_model_passes_every_build_and_is_attacked_once()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        var first = project.Build();
        var second = project.Build();

        Assert.True(first.Passed && second.Passed, first.ToString() + second);
        Assert.Equal((1, 0), (first.AttacksStarted, second.AttacksStarted));
        Assert.Empty(second.Warnings);
        Assert.True(File.Exists(project.Gate("passed")));
    }

    [Fact]
    public void A_model_made_by_the_build_is_gated_by_that_build()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv").Replace("score.onnx", "*.onnx", StringComparison.Ordinal));
        Directory.CreateDirectory(project.In("trained"));
        File.Move(project.Model, project.In("trained", "score.onnx"));
        File.WriteAllText(project.ProjectFile, File.ReadAllText(project.ProjectFile).Replace("</Project>", """
            <Target Name="TrainModel" AfterTargets="Build" Inputs="trained/score.onnx" Outputs="models/score.onnx">
              <Copy SourceFiles="trained/score.onnx" DestinationFolder="models" />
            </Target>
            </Project>
            """, StringComparison.Ordinal));
        var first = project.Build();
        var second = project.Build();

        Assert.True(first.Passed && second.Passed, first.ToString() + second);
        Assert.Equal((1, 0), (first.AttacksStarted, second.AttacksStarted));
        Assert.Contains(first.Messages, static message => message.Contains("models/score.onnx: pass", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_judged_ships_and_what_was_not_does_not()
    {
        var shipped = ProjectText.Item("like-holdout.csv") + "<None Update=\"models/score.onnx\" CopyToOutputDirectory=\"PreserveNewest\" />";
        var project = GatedProject.Create(package, shipped);
        project.Build("-c", "Release").AssertPassed();
        Publish(project).AssertPassed();
        Pack(project).AssertPassed();

        project.Retrain();

        AssertRefused(Publish(project), "has changed");
        AssertRefused(Pack(project), "has changed");
        project.Run("publish", GatedProject.FileName, "--no-restore", "-tl:off").AssertPassed();
        Publish(project).AssertPassed();

        File.Copy(project.Model, project.In("models", "second.onnx"));
        File.AppendAllText(project.In("models", "second.onnx"), "different");
        project.Write(shipped + "<None Update=\"models/second.onnx\" CopyToOutputDirectory=\"PreserveNewest\" />");
        AssertRefused(Publish(project), "second.onnx ships and no verdict is about it");
    }

    [Fact]
    public void What_a_target_adds_to_the_files_to_publish_needs_a_verdict_too()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        project.Build("-c", "Release").AssertPassed();
        foreach (var other in new[] { "added.onnx", "renamed.bin", "moved.onnx" })
        {
            File.Copy(project.Model, project.In(other));
            File.AppendAllBytes(project.In(other), [0x32, 0x01, (byte)other[0]]);
        }

        File.WriteAllText(project.ProjectFile, File.ReadAllText(project.ProjectFile).Replace("</Project>", """
              <Target Name="Add" AfterTargets="ComputeResolvedFilesToPublishList">
                <ItemGroup>
                  <ResolvedFileToPublish Include="added.onnx" RelativePath="added.onnx" CopyToPublishDirectory="PreserveNewest" />
                  <ResolvedFileToPublish Include="renamed.bin" RelativePath="renamed.bin" CopyToPublishDirectory="PreserveNewest" />
                </ItemGroup>
              </Target>
              <Target Name="PackMore" AfterTargets="_GetPackageFiles" BeforeTargets="GenerateNuspec">
                <ItemGroup><_PackageFiles Include="added.onnx" PackagePath="content" /></ItemGroup>
              </Target>
              <Target Name="Move" BeforeTargets="PrivacyGateGuard" Condition="'$(Moved)' == 'true'">
                <ItemGroup><ContentWithTargetPath Include="moved.onnx" TargetPath="moved.onnx" CopyToPublishDirectory="PreserveNewest" /></ItemGroup>
              </Target>
            </Project>
            """, StringComparison.Ordinal));
        AssertRefused(Publish(project, "-p:Moved=true"), "moved.onnx ships");
        var published = Publish(project);
        AssertRefused(published, "added.onnx ships");
        AssertRefused(published, "renamed.bin ships, holds an ONNX model,");
        AssertRefused(Pack(project), "added.onnx ships");
        Assert.False(File.Exists(project.In("bin", "Release", "net10.0", "publish", "added.onnx")));
    }

    [Fact]
    public void A_failed_model_does_not_ship_without_a_build_either()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        project.Build("-c", "Release", "-p:PrivacyGateSeverity=message").AssertPassed();
        AssertRefused(Publish(project), "failed its gate");
        AssertRefused(Pack(project), "failed its gate");
    }

    [Fact]
    public void A_failed_model_does_not_ship_when_its_verdict_was_deleted()
    {
        var project = GatedProject.Create(package, ProjectText.Item() + Resource);
        project.Build("-c", "Release", "-p:PrivacyGateSeverity=message").AssertPassed();

        File.Delete(Directory.GetFiles(project.In("obj"), "verdict.tsv", SearchOption.AllDirectories).Single());
        AssertRefused(Publish(project), "no finished verdict");

        Directory.Delete(project.In("obj", "Release", "net10.0", "privacygate"), recursive: true);
        Directory.Delete(project.In("obj", "privacygate"), recursive: true);
        AssertRefused(Pack(project), "no finished verdict");
    }

    [Fact]
    public void A_project_that_gates_nothing_any_more_ships_again()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        project.Build("-c", "Release").AssertFailed();
        project.Write("");
        var built = project.Build("-c", "Release");
        Assert.Equal("PG0001", Assert.Single(built.Warnings).Code);
        var packed = Pack(project);
        Assert.True(packed.Passed, packed.ToString());
    }

    [Fact]
    public void A_debug_build_that_passed_does_not_ship_a_release_that_failed()
    {
        const string Records = "<Records>members.csv</Records><Records Condition=\"'$(Configuration)' == 'Debug'\">like-holdout.csv</Records>";
        var project = GatedProject.Create(package, ProjectText.Item("$(Records)"), Records);
        project.Build("-c", "Release", "-p:PrivacyGateSeverity=message").AssertPassed();
        project.Build("-c", "Debug").AssertPassed();
        AssertRefused(Pack(project), "failed its gate; see obj/Release/net10.0/privacygate/report.md");
        project.Run("pack", GatedProject.FileName, "--no-build", "-c", "Debug", "-tl:off").AssertPassed();
        Assert.Equal(2, project.AttacksKept);
    }

    [Fact]
    public void What_was_never_built_does_not_ship()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        project.Build("-c", "Release", "-p:PrivacyGateMode=off").AssertPassed();
        AssertRefused(Publish(project), "no verdict");
    }

    [Fact]
    public void A_package_made_by_the_build_itself_waits_for_the_verdict()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"), "<GeneratePackageOnBuild>true</GeneratePackageOnBuild>");
        var built = project.Build();
        Assert.True(built.Passed, built.ToString());
        Assert.Contains("PrivacyGateGuard", built.Targets);
        Assert.Equal(1, built.AttacksStarted);
    }

    [Fact]
    public void Cleaning_forgets_the_verdict()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        project.Judge().AssertPassed();
        project.Build("-t:Clean").AssertPassed();
        Assert.False(Directory.Exists(project.Gate()));
    }

    private static BuildResult Publish(GatedProject project, params string[] properties) => project.Run("publish", [GatedProject.FileName, "--no-build", "-tl:off", .. properties]);

    private static BuildResult Pack(GatedProject project) => project.Run("pack", GatedProject.FileName, "--no-build", "-tl:off");

    private static void AssertRefused(BuildResult result, string because)
    {
        var error = Assert.Single(result.Errors, e => e.Message?.Contains(because, StringComparison.Ordinal) == true);
        Assert.Equal("PG0120", error.Code);
        Assert.NotEqual(0, result.Console.ExitCode);
    }
}
