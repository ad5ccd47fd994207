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
        Assert.Matches(@"^The gate of 'models/score\.onnx' failed: \w+ attack advantage 0\.\d\d \(95% CI 0\.\d\d-0\.\d\d\) exceeds budget 0\.20; train with less memorisation, or ship another model \(https://github\.com/privacygate/privacygate/blob/main/docs/rules/PG1004\.md\)$", warning.Message);
        Assert.True(Compiled(first) && Compiled(second), "the first two builds compile");
        Assert.False(Compiled(third), third.ToString());
        Assert.DoesNotContain("CS9057", first.ToString() + second, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", first.ToString() + second, StringComparison.Ordinal);
    }

    [Fact]
    public void An_editor_is_told_the_same_as_a_build_and_a_retrained_model_that_passes_costs_no_warning()
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
        Assert.Empty(stale.Warnings);
        Assert.Equal(1, stale.AttacksStarted);
        Assert.Empty(project.Build().Warnings);
    }

    [Fact]
    public void A_build_that_ends_in_a_pass_warns_of_no_older_verdict()
    {
        var project = Create(ProjectText.Item());
        Assert.Equal("PG0102", Assert.Single(project.Build().Errors).Code);
        project.Write(ProjectText.Item(more: "MaxAdvantage=\"0.99\""));
        var allowed = project.Build();
        allowed.AssertPassed();
        Assert.Equal("PG0121", Assert.Single(allowed.Warnings).Code);

        project.Write(ProjectText.Item());
        Assert.Equal("PG0102", Assert.Single(project.Build().Errors).Code);
        project.Write(ProjectText.Item("like-holdout.csv"));
        var mended = project.Build();
        mended.AssertPassed();
        Assert.Empty(mended.Warnings);
    }

    [Fact]
    public void A_fresh_clone_quotes_the_receipt_that_was_committed()
    {
        var project = Create(ProjectText.Item());
        project.Build();
        var written = Dotnet.Run(project.Folder, "exec", Path.Combine(package.Unpacked, "tools", "net10.0", "privacygate.dll"), "check", "--config", project.Gate("spec.json"), "--root", project.Folder, "--receipt", "--out", "out");
        Assert.True(File.Exists(project.Model + ".privacy.json"), written.ToString());
        Directory.Delete(project.Gate(), recursive: true);
        var first = project.Build();
        Assert.Equal("PG0102", Assert.Single(first.Errors).Code);
        var warning = Assert.Single(first.Warnings);
        Assert.Equal("PG1004", warning.Code);
        Assert.Matches(@"^The gate of 'models/score\.onnx' failed: .+ exceeds budget 0\.20, by its receipt; ", warning.Message);
    }

    [Fact]
    public void A_file_may_have_signs_at_which_the_compiler_ends_a_value()
    {
        var project = Create(ProjectText.Item().Replace("models/score.onnx", "models/a#b%3Bc.onnx", StringComparison.Ordinal));
        File.Move(project.Model, project.In("models", "a#b;c.onnx"));
        File.WriteAllText(project.In("Scorer.cs"), File.ReadAllText(project.In("Scorer.cs")).Replace("models/score.onnx", "models/a#b;c.onnx", StringComparison.Ordinal));
        Assert.Empty(project.Build().Warnings);
        Assert.StartsWith("The gate of 'models/a#b;c.onnx' failed: ", Assert.Single(project.Build().Warnings).Message, StringComparison.Ordinal);
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
