using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>The analyzers of the package in real builds: what they are told, and that neither they nor the gate stops the other.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class AnalyzedBuilds(PackedPackage package)
{
    private const string ShipsMembers = "<None Update=\"members.csv\" CopyToOutputDirectory=\"PreserveNewest\" />";

    [Fact]
    public void The_second_build_quotes_what_the_first_one_measured_and_the_third_compiles_nothing()
    {
        var project = Create(ProjectText.Item());
        var first = project.Build();
        var second = project.Build();
        var third = project.Build();

        Assert.Empty(first.Warnings);
        Assert.Equal("PG0102", Assert.Single(second.Errors).Code);
        var warning = Assert.Single(second.Warnings);
        Assert.Equal(("PG1004", 6), (warning.Code, warning.LineNumber));
        Assert.Matches(@"^The gate of 'models/score\.onnx' failed: \w+ attack advantage 0\.\d\d \(95% CI 0\.\d\d-0\.\d\d\) exceeds budget 0\.20 \(https://github\.com/privacygate/privacygate/blob/main/docs/rules/PG1004\.md\)$", warning.Message);
        Assert.True(Compiled(first) && Compiled(second), "the first two builds compile");
        Assert.False(Compiled(third), third.ToString());
        Assert.DoesNotContain("CS9057", first.ToString() + second, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", first.ToString() + second, StringComparison.Ordinal);
    }

    [Fact]
    public void An_editor_is_told_the_same_as_a_build_and_that_a_verdict_is_about_an_older_model()
    {
        var project = Create(ProjectText.Item("like-holdout.csv"));
        project.Build().AssertPassed();
        project.Build().AssertPassed();
        var design = project.Run("msbuild", GatedProject.FileName, "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true");
        design.AssertPassed();
        Assert.False(Compiled(project.Build()), "an editor's build makes the next one compile");

        project.Retrain();
        var stale = project.Build();
        stale.AssertPassed();
        Assert.Contains("ran on an older version of the file", Assert.Single(stale.Warnings).Message, StringComparison.Ordinal);
        Assert.Equal(1, stale.AttacksStarted);
        Assert.Empty(project.Build().Warnings);
    }

    [Fact]
    public void Strict_makes_errors_None_is_silent_and_a_verdict_never_stops_the_compile_that_the_gate_comes_after()
    {
        var project = Create(ProjectText.Item() + ShipsMembers);
        Assert.Equal("PG1005", Assert.Single(project.Build().Warnings).Code);

        var strict = project.Build("-p:PrivacyGateAnalysisMode=Strict");
        Assert.Equal("PG1005", Assert.Single(strict.Errors).Code);
        Assert.Equal(0, strict.AttacksStarted);

        var silent = project.Build("-p:PrivacyGateAnalysisMode=None");
        Assert.Empty(silent.Warnings);
        Assert.Equal("PG0102", Assert.Single(silent.Errors).Code);

        project.Write(ProjectText.Item(), "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>");
        var hard = project.Build();
        Assert.Equal("PG1004", Assert.Single(hard.Warnings).Code);
        Assert.Equal("PG0102", Assert.Single(hard.Errors).Code);
    }

    /// <summary>The type stands for ONNX Runtime's: the tests' feed has our package alone.</summary>
    private GatedProject Create(string items)
    {
        var project = GatedProject.Create(package, items);
        File.WriteAllText(project.In("Scorer.cs"), """
            namespace Credit
            {
                public static class Scorer
                {
                    public static Microsoft.ML.OnnxRuntime.InferenceSession Open() =>
                        new Microsoft.ML.OnnxRuntime.InferenceSession("models/score.onnx");
                }
            }

            namespace Microsoft.ML.OnnxRuntime
            {
                public sealed class InferenceSession
                {
                    public InferenceSession(string modelPath) => Path = modelPath;

                    public string Path { get; }
                }
            }
            """);
        return project;
    }

    private static bool Compiled(BuildResult build) => !build.Messages.Any(static message => message.StartsWith("Skipping target \"CoreCompile\"", StringComparison.Ordinal));
}
