using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

/// <summary>A model over-fitted on real visits to places (Location-30, 446 binary features), against an independent implementation's figures.</summary>
public class Location30Tests
{
    [SharedFact("data", "location30")]
    public void Fails_with_the_figures_of_an_independent_implementation()
    {
        using var folder = new TemporaryFolder();
        var data = Repository.SharedPath("data", "location30").Replace('\\', '/');
        folder.Write("privacygate.json", $$"""
            { "models": [ {
              "path": "{{data}}/model.onnx",
              "members": { "path": "{{data}}/location30.csv.gz", "where": "split == member" },
              "nonMembers": { "path": "{{data}}/location30.csv.gz", "where": "split == nonmember" },
              "label": "label",
              "budget": { "advantage": 0.10 } } ] }
            """);

        var run = Tool.Run(folder.Path, "check", "--out", "out");

        Assert.Equal(1, run.ExitCode);
        using var report = JsonDocument.Parse(File.ReadAllText(folder.File("out", "report.json")));
        var model = report.RootElement.GetProperty("models")[0];
        Assert.Equal("fail", model.GetProperty("verdict").GetString());

        // Scikit-learn's roc_auc_score and the accuracies of a PyTorch implementation on the same records.
        Assert.InRange(Value(model, "loss", "auc"), 0.89, 0.91);
        Assert.InRange(Value(model, "gap", "advantage"), 0.388, 0.408);
    }

    [SharedFact("data", "location30")]
    public void Profile_standard_trains_shadows_of_the_models_own_kind_and_finds_far_more()
    {
        using var folder = new TemporaryFolder();
        var data = Repository.SharedPath("data", "location30").Replace('\\', '/');
        folder.Write("privacygate.json", $$"""
            { "models": [ {
              "path": "{{data}}/model.onnx",
              "members": { "path": "{{data}}/location30.csv.gz", "where": "split == member" },
              "nonMembers": { "path": "{{data}}/location30.csv.gz", "where": "split == nonmember" },
              "label": "label",
              "labelOnly": { "queries": 20 } } ] }
            """);

        Assert.Equal(1, Tool.Run(folder.Path, "check", "--out", "out", "--profile", "standard").ExitCode);

        using var report = JsonDocument.Parse(File.ReadAllText(folder.File("out", "report.json")));
        var model = report.RootElement.GetProperty("models")[0];
        var shadows = model.GetProperty("shadows");
        Assert.Equal(("network", 16, 16), (shadows.GetProperty("kind").GetString(), shadows.GetProperty("count").GetInt32(), shadows.GetProperty("matched").GetInt32()));

        // An independent PyTorch implementation with 16 shadows reaches .9874 and .755.
        Assert.InRange(Value(model, "lira", "auc"), 0.97, 1);
        Assert.InRange(Value(model, "lira", "tpr@fpr=0.01"), 0.65, 1);
    }

    private static double Value(JsonElement model, string attack, string metric) =>
        model.GetProperty("findings").EnumerateArray()
            .Single(finding => finding.GetProperty("attack").GetString() == attack
                && finding.GetProperty("metric").GetString() == metric
                && finding.GetProperty("slice").GetString() == "all")
            .GetProperty("value").GetDouble();
}
