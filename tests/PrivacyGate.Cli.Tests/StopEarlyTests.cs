using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

/// <summary>Label-only attacks of the profile `standard` once the verdict is settled.</summary>
public sealed class StopEarlyTests
{
    [Fact]
    public void A_settled_verdict_shortens_label_only_attacks_and_a_raised_budget_runs_them_in_full()
    {
        using var project = new TemporaryFolder();
        var fixture = Repository.Path("tests", "fixtures", "digits");
        File.Copy(Path.Combine(fixture, "model.onnx"), project.File("model.onnx"));
        File.Copy(Path.Combine(fixture, "digits.csv.gz"), project.File("digits.csv.gz"));

        var settled = Check(project, .05, expectedExit: 1);
        var shortened = settled.GetProperty("shortened");
        Assert.Equal(["label-noise", "label-boundary"], shortened.GetProperty("attacks").EnumerateArray().Select(static attack => attack.GetString()));
        Assert.True(shortened.GetProperty("bound").GetDouble() > .05);
        Assert.Contains("PG0229", settled.GetProperty("warnings").EnumerateArray().Select(static told => told.GetProperty("code").GetString()));
        Assert.Equal([100, 500], Rows(settled));

        // The audit that was kept does not stand in for one that its bound does not settle.
        var open = Check(project, .98, expectedExit: 0);
        Assert.Equal(JsonValueKind.Null, open.GetProperty("shortened").ValueKind);
        Assert.Equal([500], Rows(open));
    }

    private static IEnumerable<int> Rows(JsonElement model) => model.GetProperty("findings").EnumerateArray()
        .Where(static finding => finding.GetProperty("metric").GetString() == "advantage")
        .Select(static finding => finding.GetProperty("rows").GetProperty("members").GetInt32())
        .Distinct()
        .Order();

    private static JsonElement Check(TemporaryFolder project, double budget, int expectedExit)
    {
        project.Write("privacygate.json", string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            {
              "models": [
                {
                  "path": "model.onnx",
                  "members": { "path": "digits.csv.gz", "where": "split == member" },
                  "nonMembers": { "path": "digits.csv.gz", "where": "split == nonmember" },
                  "label": "digit",
                  "shadows": { "count": 8 },
                  "labelOnly": { "queries": 10 },
                  "budget": { "advantage": {{budget}} }
                }
              ]
            }
            """));
        var check = Tool.Run(project.Path, "check", "--profile", "standard", "--out", "out", "--cache", "kept");
        Assert.True(check.ExitCode == expectedExit, check.Output + check.Errors);
        return JsonDocument.Parse(File.ReadAllText(project.File("out/report.json"))).RootElement.GetProperty("models")[0];
    }
}
