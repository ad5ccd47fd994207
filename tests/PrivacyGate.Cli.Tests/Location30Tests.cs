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

    private static double Value(JsonElement model, string attack, string metric) =>
        model.GetProperty("findings").EnumerateArray()
            .Single(finding => finding.GetProperty("attack").GetString() == attack
                && finding.GetProperty("metric").GetString() == metric
                && finding.GetProperty("slice").GetString() == "all")
            .GetProperty("value").GetDouble();
}
