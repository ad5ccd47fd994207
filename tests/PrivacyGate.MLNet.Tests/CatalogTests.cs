using PrivacyGate.MLNetFixtures;

namespace PrivacyGate.MLNet.Tests;

/// <summary>The pipelines of tests/fixtures/mlnet, saved as .zip files, held against ML.NET's own evaluation.</summary>
public sealed class CatalogTests
{
    private static IEnumerable<Fixture> Fixtures => Catalog.All.Where(static fixture => fixture is { OpSet: 12, Outputs: null });

    public static TheoryData<string> Classifiers => [.. Fixtures.Where(static fixture => fixture.Task <= ModelTask.MultiClassScore).Select(static fixture => fixture.Name)];

    public static TheoryData<string> Regressions => [.. Fixtures.Where(static fixture => fixture.Task == ModelTask.Regression).Select(static fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void A_saved_classifier_is_read_with_the_accuracy_that_MLNet_evaluates(string name)
    {
        var fixture = Fixtures.Single(fixture => fixture.Name == name);
        using var folder = new TemporaryFolder();
        var (members, holdout) = Audit.Save(fixture, folder.File("model.zip"));

        var keys = new Dictionary<string, object> { ["label"] = fixture.Label, ["attacks"] = new[] { "loss" } };
        if (fixture.Table.Name == "election-gaps")
        {
            keys["missing"] = "nan";
        }

        if (name == "tumour-text-label")
        {
            keys["classes"] = new[] { "B", "M" };
        }

        var result = Audit.One(Audit.Run(folder.Path, fixture.Table.Name, keys));

        Assert.True(result.Report.Invalidity is null, result.Report.Invalidity?.Message);
        Assert.Equal(members!.Accuracy, result.Report.Accuracy.Members, 1e-9);
        Assert.Equal(holdout!.Accuracy, result.Report.Accuracy.NonMembers, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void A_saved_regression_is_read_as_one(string name)
    {
        var fixture = Fixtures.Single(fixture => fixture.Name == name);
        using var folder = new TemporaryFolder();
        Audit.Save(fixture, folder.File("model.zip"));

        var keys = new Dictionary<string, object> { ["task"] = "regression", ["target"] = new[] { "Proline" }, ["attacks"] = new[] { "loss" } };
        var result = Audit.One(Audit.Run(folder.Path, fixture.Table.Name, keys));

        Assert.Null(result.Report.Invalidity);
        Assert.NotEmpty(result.Report.Findings);
    }
}
