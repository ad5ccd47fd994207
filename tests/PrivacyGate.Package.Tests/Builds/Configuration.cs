using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>What a project may say, and what it is told when it says it wrongly: no misspelling may switch the gate off.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class Configuration(PackedPackage package)
{
    private const string Spec = """
        {"models":[{"path":"models/score.onnx","members":"members.csv","nonMembers":"holdout.csv",
        "label":"approved","budget":{"advantage":0.20}}]}
        """;

    [Theory]
    [InlineData("PrivacyGateSeverity", "warn", "")]
    [InlineData("PrivacyGateMode", "chek", "did you mean 'check'?")]
    [InlineData("PrivacyGateMode", "offf", "did you mean 'off'?")]
    [InlineData("PrivacyGateProfile", "quik", "did you mean 'quick'?")]
    [InlineData("PrivacyGateStrict", "yes", "known: false, true")]
    [InlineData("PrivacyGateSeed", "1.5", "whole number")]
    [InlineData("PrivacyGateSevrity", "message", "did you mean 'PrivacyGateSeverity'?")]
    [InlineData("PrivacyGateMaxAdvantage", "0.1", "known: PrivacyGateMode")]
    public void A_wrong_property_is_an_error_and_runs_no_attack(string property, string value, string hint)
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        var built = project.Judge($"-p:{property}={value}");
        AssertInvalid(built, hint);
        Assert.Contains(property, built.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_property_of_the_project_is_found_where_it_stands()
    {
        var project = GatedProject.Create(package, ProjectText.Item(), "<PrivacyGateSevrity>message</PrivacyGateSevrity>");
        var error = AssertInvalid(project.Judge(), "did you mean 'PrivacyGateSeverity'?");
        Assert.Equal((GatedProject.FileName, 4), (error.File, error.LineNumber));
    }

    [Theory]
    [InlineData("MaxAdvantge=\"0.1\"", "did you mean 'MaxAdvantage'?")]
    [InlineData("Budget=\"0.1\"", "known: Name, Members")]
    [InlineData("MaxAdvantage=\"0,1\"", "write a number from 0 to 1")]
    [InlineData("MaxAdvantage=\"10%\"", "write a number from 0 to 1")]
    [InlineData("MaxTprAtFpr=\"0.01\"", "such as 0.01@0.001")]
    [InlineData("Seed=\"-1\"", "whole number")]
    [InlineData("MaxAdvantage=\"$(Budegt)\"", "MaxAdvantage is blank")]
    [InlineData("MembersWhere=\"$(Splti)\"", "MembersWhere is blank")]
    [InlineData("Attacks=\"$(Atacks)\"", "Attacks is blank")]
    public void Wrong_metadata_is_an_error_at_the_item(string metadata, string hint)
    {
        var project = GatedProject.Create(package, ProjectText.Item(more: metadata));
        var error = AssertInvalid(project.Judge(), hint);
        Assert.Equal((GatedProject.FileName, 10, 5), (error.File, error.LineNumber, error.ColumnNumber));
    }

    [Fact]
    public void A_misspelt_item_is_an_error()
    {
        var project = GatedProject.Create(package, "<PrivacyGateModels Include=\"models/score.onnx\" />");
        AssertInvalid(project.Judge(), "did you mean 'PrivacyGateModel'?");
    }

    [Fact]
    public void A_pattern_that_matches_no_model_is_an_error()
    {
        var project = GatedProject.Create(package, ProjectText.Item().Replace("score.onnx", "moved/*.onnx", StringComparison.Ordinal));
        Assert.Equal("PG0020", Assert.Single(project.Judge().Errors).Code);
    }

    [Fact]
    public void A_missing_model_is_an_error_on_every_build()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        File.Delete(project.Model);
        Assert.Equal("PG0020", Assert.Single(project.Judge().Errors).Code);
        Assert.Equal("PG0020", Assert.Single(project.Judge("-p:PrivacyGateSeverity=message").Errors).Code);
    }

    [Fact]
    public void An_unknown_attack_is_an_error_at_the_item()
    {
        var project = GatedProject.Create(package, ProjectText.Item(more: "Attacks=\"loss;liraa\""));
        var error = Assert.Single(project.Judge().Errors);
        Assert.Equal(("PG0004", GatedProject.FileName, 10), (error.Code, error.File, error.LineNumber));
    }

    [Fact]
    public void Nothing_to_gate_is_a_warning_that_says_how_to_begin()
    {
        var project = GatedProject.Create(package, "");
        var built = project.Judge();
        Assert.True(built.Passed, built.ToString());
        var warning = Assert.Single(built.Warnings);
        Assert.Equal("PG0001", warning.Code);
        Assert.EndsWith("init", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_spec_above_the_project_is_used_up_to_the_repositorys_root()
    {
        var project = GatedProject.Create(package, "", folder: "repository/src/Credit");
        var repository = Path.Combine(package.Folder, "repository");
        foreach (var file in new[] { "members.csv", "holdout.csv", "models/score.onnx" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(repository, file))!);
            File.Copy(project.In(file), Path.Combine(repository, file));
        }

        var spec = Path.Combine(repository, "privacygate.json");
        File.WriteAllText(spec, Spec);
        var error = Assert.Single(project.Judge().Errors);
        Assert.Equal(("PG0102", spec, 1), (error.Code, error.File, error.LineNumber));

        File.WriteAllText(Path.Combine(repository, "src", ".git"), "gitdir: elsewhere");
        Assert.Equal("PG0001", Assert.Single(project.Judge().Warnings).Code);

        Assert.Equal("PG0102", Assert.Single(project.Judge("-p:PrivacyGateConfig=../../privacygate.json").Errors).Code);
        Assert.Equal("PG0020", Assert.Single(project.Judge("-p:PrivacyGateConfig=../privacygate.json").Errors).Code);
    }

    [Fact]
    public void Items_and_a_spec_in_one_folder_are_one_too_many()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        File.WriteAllText(project.In("privacygate.json"), Spec);
        AssertInvalid(project.Judge(), "one place");
    }

    [Fact]
    public void A_receipt_is_refused_while_there_is_none()
    {
        var project = GatedProject.Create(package, ProjectText.Item());
        Assert.Equal("PG0012", Assert.Single(project.Judge("-p:PrivacyGateWriteReceipt=true").Errors).Code);
    }

    [Fact]
    public void On_a_server_auto_means_standard()
    {
        var project = GatedProject.Create(package, ProjectText.Item("like-holdout.csv"));
        project.Judge("-p:CI=true").AssertPassed();
        Assert.Contains("profile=standard", File.ReadAllLines(project.Gate("inputs.cache")));
    }

    private static Microsoft.Build.Framework.BuildErrorEventArgs AssertInvalid(BuildResult built, string hint)
    {
        Assert.Equal(1, built.Console.ExitCode);
        Assert.Equal(0, built.AttacksStarted);
        var error = Assert.Single(built.Errors);
        Assert.Equal("PG0010", error.Code);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" [", error.Message, StringComparison.Ordinal);
        return error;
    }
}
