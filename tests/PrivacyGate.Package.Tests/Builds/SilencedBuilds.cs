using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>A project that takes the gate out of its own build hears of it.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class SilencedBuilds(PackedPackage package)
{
    [Fact]
    public void A_target_that_replaces_the_verdict_fails_the_build()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        File.WriteAllText(project.In("Directory.Build.targets"), "<Project>\n  <Target Name=\"PrivacyGateVerdict\" />\n</Project>");
        var error = Assert.Single(project.Build().Errors);
        Assert.Equal(("PG0010", project.In("Directory.Build.targets"), 2), (error.Code, error.File, error.LineNumber));
    }

    [Fact]
    public void A_project_that_is_not_gated_and_hides_the_warning_fails()
    {
        var project = GatedProject.Create(package, ProjectText.Item(), "<PrivacyGateMode>off</PrivacyGateMode><NoWarn>$(NoWarn);PG0017</NoWarn>");
        var error = Assert.Single(project.Build().Errors);
        Assert.Equal("PG0010", error.Code);
        Assert.Contains("NoWarn hides the warning PG0017", error.Message, StringComparison.Ordinal);
    }
}
