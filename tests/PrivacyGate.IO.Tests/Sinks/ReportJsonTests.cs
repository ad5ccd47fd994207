using System.Text;
using System.Text.Json.Nodes;
using PrivacyGate.IO.Sinks.Json;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed class ReportJsonTests
{
    public static TheoryData<string> Names => [.. SampleReports.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_writes_the_same_bytes(string name)
    {
        using var folder = new TemporaryFolder();
        var first = SinkSnapshotTests.Bytes("report.json", name);
        File.WriteAllBytes(folder.File("report.json"), first);

        var read = ReportJson.Read(folder.File("report.json"));

        Assert.Equal(first, SinkSnapshotTests.Bytes("report.json", read));
    }

    [Fact]
    public void The_settled_keys_are_there_in_their_order()
    {
        var report = Json("fail");
        var model = report["models"]![0]!;

        AssertKeys(report, "schemaVersion", "tool", "models");
        AssertKeys(model, "name", "path", "sha256", "verdict", "records", "accuracy", "findings", "violations", "queries", "shadows");
        AssertKeys(model["records"]!, "members", "nonMembers", "reference");
        AssertKeys(model["accuracy"]!, "members", "nonMembers");
        AssertKeys(model["findings"]![0]!, "attack", "metric", "slice", "value", "lower", "upper", "confidence", "method", "estimand", "adjustedFor");
        AssertKeys(model["violations"]![0]!, "code", "attack", "metric", "slice", "value", "lower", "upper", "limit", "message");
        Assert.Equal("fail", model["verdict"]!.GetValue<string>());
    }

    [Fact]
    public void The_schema_names_every_key_that_is_written_and_requires_it()
    {
        var schema = JsonNode.Parse(ReportJson.Schema())!;
        var defs = schema["$defs"]!;
        var model = Json("fail")["models"]![0]!;

        AssertDescribes(schema, Json("fail"));
        AssertDescribes(defs["model"]!, model);
        AssertDescribes(defs["finding"]!, model["findings"]![0]!);
        AssertDescribes(defs["curve"]!, model["curves"]![0]!);
        AssertDescribes(defs["queryCurve"]!, model["queryCurves"]![0]!);
        AssertDescribes(defs["violation"]!, model["violations"]![0]!);
        AssertDescribes(defs["budget"]!, model["budget"]!);
        AssertDescribes(defs["diagnostic"]!, model["warnings"]![0]!);
        AssertDescribes(defs["location"]!, model["location"]!);
    }

    [ToolsFact(Tools.Ajv)]
    public void Reports_fit_their_schema()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("schema.json"), ReportJson.Schema());
        string[] reports = [.. SampleReports.Names.Select(name =>
        {
            File.WriteAllBytes(folder.File(name + ".json"), SinkSnapshotTests.Bytes("report.json", name));
            return folder.File(name + ".json");
        })];

        (var exitCode, var output) = Tools.Node("validate.mjs", [folder.File("schema.json"), .. reports]);
        Assert.True(exitCode == 0, output);

        var wrong = Json("fail");
        wrong["models"]![0]!["verdict"] = "Fail";
        File.WriteAllText(folder.File("wrong.json"), wrong.ToJsonString());
        Assert.Contains("verdict", Tools.Node("validate.mjs", folder.File("schema.json"), folder.File("wrong.json")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2")]
    [InlineData("\"queries\":", "\"querys\":")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 1, \"extra\": 1")]
    [InlineData("\"queries\": 2200", "\"queries\": \"2200\"")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"passed\"")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": 0")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"fail\", \"verdict\": \"pass\"")]
    [InlineData("\"verdict\": \"fail\",", "")]
    [InlineData("\"name\": \"credit\"", "\"name\": null")]
    [InlineData("\"value\": 0.31", "\"value\": NaN")]
    public void A_report_that_is_not_to_the_letter_is_refused(string found, string replaced)
    {
        using var folder = new TemporaryFolder();
        var text = Encoding.UTF8.GetString(SinkSnapshotTests.Bytes("report.json", "fail"));
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(folder.File("report.json"), text.Replace(found, replaced, StringComparison.Ordinal));

        var refusal = Assert.Throws<InputException>(() => ReportJson.Read(folder.File("report.json")));

        Assert.Equal(DiagnosticIds.FileUnreadable, refusal.Diagnostic.Id);
        Assert.DoesNotContain(" [", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_truncated_reports_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(DiagnosticIds.FileNotFound, Assert.Throws<InputException>(() => ReportJson.Read(folder.File("none.json"))).Diagnostic.Id);

        var bytes = SinkSnapshotTests.Bytes("report.json", "fail");
        foreach (var length in (int[])[0, 1, bytes.Length / 2, bytes.Length - 3])
        {
            File.WriteAllBytes(folder.File("report.json"), bytes[..length]);
            Assert.Equal(DiagnosticIds.FileUnreadable, Assert.Throws<InputException>(() => ReportJson.Read(folder.File("report.json"))).Diagnostic.Id);
        }
    }

    private static JsonNode Json(string name) => JsonNode.Parse(SinkSnapshotTests.Bytes("report.json", name))!;

    private static void AssertKeys(JsonNode node, params string[] keys) =>
        Assert.Equal(keys, node.AsObject().Select(pair => pair.Key).Where(keys.Contains));

    private static void AssertDescribes(JsonNode schema, JsonNode written)
    {
        string[] keys = [.. written.AsObject().Select(pair => pair.Key)];
        Assert.Equal(keys, schema["properties"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(keys, schema["required"]!.AsArray().Select(key => key!.GetValue<string>()));
    }
}
