using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>A model that leaks, built as its developer would.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class FailingBuilds(PackedPackage package)
{
    private const string Page = "https://github.com/privacygate/privacygate/blob/main/docs/rules/PG0102.md";

    [Fact]
    public void A_leaking_model_fails_every_build_with_one_error_and_is_attacked_once()
    {
        var project = GatedProject.Create(package, ProjectText.Item());

        var first = project.Build();
        AssertOneBudgetError(first, project);
        Assert.Equal(1, first.AttacksStarted);

        var second = project.Build();
        AssertOneBudgetError(second, project);
        Assert.Equal(0, second.AttacksStarted);
        Assert.Equal(first.Console.Errors, second.Console.Errors);
        Assert.Contains("PrivacyGateVerdict", second.Targets);
    }

    [Fact]
    public void The_code_is_a_link_to_its_page_in_a_terminal()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        var built = project.Judge("-tl:on");
        Assert.Contains($"\u001b]8;;{Page}\u001b\\PG0102", built.Console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_spaces_parentheses_and_signs_changes_nothing()
    {
        var project = GatedProject.Create(package, ProjectText.Item(), folder: "Sp ace (x86) @%1/Leaky Two");
        AssertOneBudgetError(project.Build(), project);
        var second = project.Build();
        AssertOneBudgetError(second, project);
        Assert.Equal(0, second.AttacksStarted);
    }

    [Fact]
    public void Raising_the_budget_judges_anew_without_another_attack()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        project.Build().AssertFailed();
        var kept = project.AttacksKept;

        project.Write(ProjectText.Item(more: "MaxAdvantage=\"1\""));
        var judged = project.Build();

        Assert.True(judged.Passed, judged.ToString());
        Assert.Equal(kept, project.AttacksKept);
    }

    [Fact]
    public void A_property_of_the_command_line_attacks_anew()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        Assert.Equal(1, project.Judge().AttacksStarted);
        Assert.Equal(1, project.Judge("-p:PrivacyGateSeed=8").AttacksStarted);
        Assert.Equal(0, project.Judge("-p:PrivacyGateSeed=8").AttacksStarted);
    }

    [Fact]
    public void An_older_file_in_the_models_place_attacks_anew()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        Assert.Equal(1, project.Judge().AttacksStarted);

        project.Retrain();
        File.SetLastWriteTimeUtc(project.Model, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(1, project.Judge().AttacksStarted);
    }

    [Fact]
    public void A_damaged_verdict_is_made_again_not_believed()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        project.Judge().AssertFailed();

        File.WriteAllText(project.Gate("verdict.tsv"), "privacygate-verdict 1\n");

        var again = project.Judge();
        Assert.False(again.Passed, again.ToString());
        Assert.Equal("PG0102", Assert.Single(again.Errors).Code);
    }

    [Theory]
    [InlineData("warning", 1)]
    [InlineData("message", 0)]
    public void A_softer_severity_lets_the_build_pass(string severity, int warnings)
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        var built = project.Judge("-p:PrivacyGateSeverity=" + severity);
        Assert.True(built.Passed, built.ToString());
        Assert.Equal(warnings, built.Warnings.Count(w => w.Code == "PG0102"));
        Assert.Contains(built.Messages, message => severity == "warning" || message.Contains("score.onnx", StringComparison.Ordinal));
    }

    [Fact]
    public void Mode_off_runs_nothing_and_says_so_once()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        var built = project.Build("-p:PrivacyGateMode=off");
        Assert.True(built.Passed, built.ToString());
        var warning = Assert.Single(built.Warnings);
        Assert.Equal("PG0017", warning.Code);
        Assert.Contains("set on the command line", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("_PrivacyGatePrepare", built.Targets);
    }

    [Fact]
    public void Mode_cached_judges_by_the_last_verdict_and_refuses_a_changed_model()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        Assert.Equal("PG0120", Assert.Single(project.Judge("-p:PrivacyGateMode=cached").Errors).Code);

        project.Judge().AssertPassed();
        var cached = project.Judge("-p:PrivacyGateMode=cached");
        Assert.True(cached.Passed, cached.ToString());
        Assert.Equal(0, cached.AttacksStarted);

        project.Retrain();
        Assert.Equal("PG0120", Assert.Single(project.Judge("-p:PrivacyGateMode=cached").Errors).Code);
    }

    internal static void AssertOneBudgetError(BuildResult built, GatedProject project, int line = 10)
    {
        Assert.Equal(1, built.Console.ExitCode);
        var error = Assert.Single(built.Errors);
        Assert.Equal(("PG0102", GatedProject.FileName, line, 5), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
        Assert.Equal((0, 0), (error.EndLineNumber, error.EndColumnNumber));

        var annotation = CommandResult.Annotation().Match(Assert.Single(built.Console.Errors));
        Assert.True(annotation.Success, built.ToString());
        Assert.Equal(GatedProject.FileName, annotation.Groups[1].Value);
        Assert.Equal($"{line}", annotation.Groups[2].Value);
        Assert.Equal("PG0102", annotation.Groups[4].Value);
        Assert.Equal(project.ProjectFile, annotation.Groups[6].Value);
    }
}
