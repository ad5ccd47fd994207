using System.Text.Json.Nodes;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Sarif;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed class SarifTests
{
    [ToolsFact(Tools.SarifMultitool)]
    public void Logs_pass_the_validator_with_githubs_rules()
    {
        Assert.Equal("", Validate([.. SampleReports.Names.Select(name => SinkSnapshotTests.Bytes("report.sarif", name))]));
    }

    [ToolsFact(Tools.SarifMultitool)]
    public void The_validator_would_notice()
    {
        var log = Log("fail");
        log["runs"]![0]!["results"]![0]!.AsObject().Remove("locations");

        Assert.Contains("GH1015", Validate(System.Text.Encoding.UTF8.GetBytes(log.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public void What_identifies_an_alert_holds_no_figure()
    {
        var first = SampleReports.Fail();
        var retrained = first with
        {
            Sha256 = new string('0', 64),
            Verdict = first.Verdict with { Violations = [.. first.Verdict.Violations.Select(v => v with { Value = 0.4, Lower = 0.35, Upper = 0.45, Message = "loss attack advantage 0.40" })] },
        };

        Assert.Equal(Identities(SampleReports.Run(first)), Identities(SampleReports.Run(retrained)));
        Assert.NotEqual(Messages(SampleReports.Run(first)), Messages(SampleReports.Run(retrained)));
    }

    [Fact]
    public void Levels_follow_the_verdict_and_strictness()
    {
        var run = SampleReports.Run(SampleReports.Inconclusive(), SampleReports.Fail());

        Assert.Equal(["error", "warning", "warning", "warning"], Levels(run));
        Assert.All(Levels(run with { Strict = true }), level => Assert.Equal("error", level));
    }

    [Fact]
    public void A_passing_run_has_no_result_and_a_wrong_spec_no_success()
    {
        var pass = Log("pass")["runs"]![0]!;
        Assert.Empty(pass["results"]!.AsArray());
        Assert.True(pass["invocations"]![0]!["executionSuccessful"]!.GetValue<bool>());

        var wrong = Log("misconfigured")["runs"]![0]!;
        Assert.False(wrong["invocations"]![0]!["executionSuccessful"]!.GetValue<bool>());
        Assert.Equal(3, wrong["invocations"]![0]!["toolConfigurationNotifications"]!.AsArray().Count);
    }

    [Fact]
    public void A_result_with_a_code_of_another_room_brings_its_rule_along()
    {
        var model = SampleReports.Invalid();
        var noRecords = model.Verdict.Violations[0] with { Code = DiagnosticIds.NoRecords };
        var run = Log(SampleReports.Run(model with { Verdict = model.Verdict with { Violations = [noRecords] } }))["runs"]![0]!;

        var index = run["results"]![0]!["ruleIndex"]!.GetValue<int>();
        Assert.Equal(DiagnosticIds.NoRecords, run["tool"]!["driver"]!["rules"]![index]!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("src/A/privacygate.json", "privacygate/src/A/privacygate.json/")]
    [InlineData("/home/me/repo/A/privacygate.json", "privacygate/A/privacygate.json/")]
    [InlineData("C:\\repo\\A\\privacygate.json", "privacygate/A/privacygate.json/")]
    [InlineData(null, "privacygate/")]
    public void The_category_names_the_spec_but_no_machine(string? spec, string id) =>
        Assert.Equal(id, Log(SampleReports.Of("pass") with { SpecPath = spec })["runs"]![0]!["automationDetails"]!["id"]!.GetValue<string>());

    [Theory]
    [InlineData("src/a b/#1.csproj", "src/a%20b/%231.csproj", true)]
    [InlineData("src\\Credit\\Credit.csproj", "src/Credit/Credit.csproj", true)]
    [InlineData("/home/jürgen/x.json", "file:///home/j%C3%BCrgen/x.json", false)]
    [InlineData("C:\\x y\\z.json", "file:///C:/x%20y/z.json", false)]
    public void Locations_are_addresses(string path, string uri, bool relative)
    {
        var model = SampleReports.Fail() with { Location = new SourceLocation(path) };
        var place = Log(SampleReports.Run(model))["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!;

        Assert.Equal(uri, place["artifactLocation"]!["uri"]!.GetValue<string>());
        Assert.Equal(relative, place["artifactLocation"]!.AsObject().ContainsKey("uriBaseId"));
        Assert.Equal(1, place["region"]!["startLine"]!.GetValue<int>());
    }

    [Fact]
    public void Of_very_many_results_the_worst_are_listed_and_the_rest_counted()
    {
        var warned = SampleReports.Inconclusive();
        ModelResult[] models = [.. Enumerable.Repeat(warned, SarifSink.ResultLimit), SampleReports.Fail()];

        var run = Log(SampleReports.Run(models))["runs"]![0]!;

        Assert.Equal(SarifSink.ResultLimit, run["results"]!.AsArray().Count);
        Assert.Equal("error", run["results"]![0]!["level"]!.GetValue<string>());
        Assert.Contains("10002", run["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Validate(params byte[][] logs)
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. logs.Select((log, index) =>
        {
            File.WriteAllBytes(folder.File($"{index}.sarif"), log);
            return folder.File($"{index}.sarif");
        })];
        var program = Path.Combine(Tools.Module(Tools.SarifMultitool), "Sarif.Multitool");
        if (!OperatingSystem.IsWindows())
        {
            // npm is kept from running install scripts, of which this is the one.
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        }

        (var exitCode, var output) = Tools.Run(program, ["validate", .. files, "--rule-kind", "Ghas", "--output", folder.File("out.json")]);
        Assert.True(File.Exists(folder.File("out.json")), $"exit code {exitCode}: {output}");
        var run = JsonNode.Parse(File.ReadAllText(folder.File("out.json")))!["runs"]![0]!;
        IEnumerable<JsonNode?> results = run["results"]?.AsArray() ?? [];
        return string.Join('\n', results.Select(result => $"{result!["ruleId"]}: {result["locations"]} {result["message"]}"));
    }

    private static JsonNode Log(string name) => Log(SampleReports.Of(name));

    private static JsonNode Log(GateRun run) => JsonNode.Parse(SinkSnapshotTests.Bytes("report.sarif", run))!;

    private static string[] Levels(GateRun run) => [.. Results(run).Select(result => result["level"]!.GetValue<string>())];

    private static string[] Messages(GateRun run) => [.. Results(run).Select(result => result["message"]!.ToJsonString())];

    private static string[] Identities(GateRun run) =>
        [.. Results(run).Select(result => $"{result["ruleId"]} {result["locations"]!.ToJsonString()} {result["partialFingerprints"]!.ToJsonString()}")];

    private static IEnumerable<JsonNode> Results(GateRun run) => Log(run)["runs"]![0]!["results"]!.AsArray().Select(result => result!);
}
