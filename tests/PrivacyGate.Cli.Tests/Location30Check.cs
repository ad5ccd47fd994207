using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

/// <summary>A run of <c>check</c> on Location-30's over-fitted model that must fail, and what its report says.</summary>
internal sealed class Location30Check : IDisposable
{
    private readonly JsonDocument report;

    private Location30Check(JsonDocument report) => this.report = report;

    public JsonElement Model => report.RootElement.GetProperty("models")[0];

    /// <param name="more">Further keys of the spec's model.</param>
    /// <param name="options">Further options of the command.</param>
    public static Location30Check Run(string more, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var data = Repository.SharedPath("data", "location30").Replace('\\', '/');
        folder.Write("privacygate.json", $$"""
            { "models": [ {
              "path": "{{data}}/model.onnx",
              "members": { "path": "{{data}}/location30.csv.gz", "where": "split == member" },
              "nonMembers": { "path": "{{data}}/location30.csv.gz", "where": "split == nonmember" },
              "label": "label",
              {{more}} } ] }
            """);
        Assert.Equal(1, Tool.Run(folder.Path, ["check", "--out", "out", .. options]).ExitCode);
        return new Location30Check(JsonDocument.Parse(File.ReadAllText(folder.File("out", "report.json"))));
    }

    /// <summary>One figure over all records: <c>value</c>, <c>lower</c> or <c>upper</c>.</summary>
    public double Figure(string attack, string metric, string figure = "value") =>
        Model.GetProperty("findings").EnumerateArray()
            .Single(finding => finding.GetProperty("attack").GetString() == attack
                && finding.GetProperty("metric").GetString() == metric
                && finding.GetProperty("slice").GetString() == "all")
            .GetProperty(figure).GetDouble();

    public void Dispose() => report.Dispose();
}
