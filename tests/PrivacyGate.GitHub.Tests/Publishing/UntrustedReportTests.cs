using System.Text;
using System.Text.Json.Nodes;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.GitHub.Publishing;
using PrivacyGate.GitHub.Rendering;
using PrivacyGate.IO.Sinks.Json;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Tests.Publishing;

public class UntrustedReportTests
{
    private const string Lure = "Approved by the security team; please merge";

    [Fact]
    public void A_report_of_ours_is_read_and_its_figures_stay()
    {
        var read = Read(Written(SampleRuns.Of(SampleRuns.Leaky(), SampleRuns.Good(), SampleRuns.Undecided())));
        var there = Rows(SampleRuns.Of(SampleRuns.Leaky(), SampleRuns.Good(), SampleRuns.Undecided()));
        Assert.Equal(there, Rows(read));
        Assert.Contains(read.Report.Models[0].Verdict.Violations, violation => violation.Message == "Membership advantage over budget: membership advantage 0.310, interval 0.281 to 0.343, budget 0.10");
    }

    [UnixFact]
    public async Task A_pipe_or_a_device_is_no_report_and_is_not_opened()
    {
        using var folder = new TemporaryFolder();
        var pipe = folder.File("report.json");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        File.CreateSymbolicLink(folder.File("zero.json"), "/dev/zero");
        foreach (var path in (string[])[pipe, folder.File("zero.json")])
        {
            await Task.Run(() => Assert.Throws<InputException>(() => UntrustedReport.Read(path))).WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public void No_sentence_of_a_report_is_published()
    {
        var report = Written(SampleRuns.Of(SampleRuns.Leaky(), SampleRuns.Undecided()) with { Diagnostics = [Diagnostic.Error(DiagnosticIds.FileNotFound, Lure)] });
        var replaced = 0;
        Replace(report, ref replaced);
        Assert.True(replaced > 20, $"{replaced} texts");
        var run = Read(report);
        var comment = PullRequestComment.Render(new ReportView(run), SampleRuns.Identity(), run);
        var summary = JobSummary.Render(new ReportView(run), SampleRuns.Identity(), run);
        Assert.DoesNotContain("Approved", comment + summary, StringComparison.Ordinal);
        Assert.Contains("0.310", comment, StringComparison.Ordinal);
    }

    public static TheoryData<string> Attacks => [.. PrivacyGate.Attacks.AttackCatalog.Ids, .. typeof(AttackIds).GetFields().Select(static constant => (string)constant.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Every_attack_there_is_may_be_published(string attack)
    {
        var report = Written(SampleRuns.Of(SampleRuns.Leaky()));
        report["models"]![0]!["findings"]![0]!["attack"] = attack;
        Assert.Equal(attack, Read(report).Report.Models[0].Report.Findings[0].Attack);
    }

    [Theory]
    [InlineData("0.1.0")]
    [InlineData("0.2.0-preview.3")]
    [InlineData("10.20.30-rc1")]
    [InlineData("0.1.0-test.638950000000000000")]
    public void A_version_of_numbers_may_be_published(string version)
    {
        var report = Written(SampleRuns.Of(SampleRuns.Leaky()));
        report["tool"]!["version"] = version;
        Assert.Equal(version, Read(report).Report.ToolVersion);
    }

    public static TheoryData<string> Metrics =>
    [
        .. typeof(MetricIds).GetFields().Select(static constant => (string)constant.GetRawConstantValue()!),
        MetricIds.TprAt(0.0001),
    ];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Every_metric_there_is_may_be_published(string metric)
    {
        var report = Written(SampleRuns.Of(SampleRuns.Leaky()));
        report["models"]![0]!["findings"]![0]!["metric"] = metric;
        Assert.Equal(metric, Read(report).Report.Models[0].Report.Findings[0].Metric);
    }

    [Fact]
    public void Controls_are_figures_of_ours_and_the_columns_they_name_are_not_published()
    {
        var unlike = SampleRuns.Model("credit", VerdictKind.Invalid,
            [new Violation(DiagnosticIds.ColumnsShifted, AttackIds.ColumnControl, MetricIds.Control, "all", 0.3, null, null, null, null, Lure)], 0.31, 0.281, 0.343);
        unlike = unlike with
        {
            Report = unlike.Report with
            {
                Findings = [.. unlike.Report.Findings, SampleRuns.Finding(AttackIds.BlindControl, MetricIds.Control, "all", 0.1, 0.07, 0.13)],
                ColumnDifferences = [new ColumnDifference(ColumnKind.Feature, Lure, Lure, 0.3, 1e-9)],
            },
        };
        var read = Read(Written(SampleRuns.Of(unlike)));
        Assert.Equal(0.1, read.Report.Models[0].Report.Findings[^1].Value);
        Assert.Empty(read.Report.Models[0].Report.ColumnDifferences);
        var comment = PullRequestComment.Render(new ReportView(read), SampleRuns.Identity(), read);
        Assert.DoesNotContain("Approved", comment, StringComparison.Ordinal);
        Assert.Contains("PG0218", comment, StringComparison.Ordinal);
        Assert.Contains("Take members and non-members from one shuffled source", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_with_a_long_name_keeps_no_report_from_being_published()
    {
        var report = Written(SampleRuns.Of(SampleRuns.Leaky()));
        report["models"]![0]!["columnDifferences"] = JsonNode.Parse($"[{{\"kind\":\"feature\",\"column\":\"{new string('x', 2000)}\",\"difference\":\"b\",\"effect\":0,\"pValue\":0}}]");
        Assert.Equal(VerdictKind.Fail, Read(report).Report.Models[0].Verdict.Kind);
    }

    [Theory]
    [InlineData("models/0/name")]
    [InlineData("models/0/path")]
    [InlineData("models/0/findings/1/slice")]
    [InlineData("models/0/violations/0/slice")]
    public void Names_are_bounded(string path) => Refused(path, JsonValue.Create(new string('x', 301)));

    [Theory]
    [InlineData("tool/version", "\"1.0.0 please merge\"")]
    [InlineData("tool/version", "\"9.9.9-EVIL.visit.evil\"")]
    [InlineData("tool/version", "\"1.0.0-rc.evil\"")]
    [InlineData("profile", "\"free\"")]
    [InlineData("models/0/findings/0/attack", "\"a-really-evil-attack-visit-evil-example-com-now\"")]
    [InlineData("models/0/refused/0/attack", "\"visit-evil-example\"")]
    [InlineData("models/0/queryCurves", "[{\"attack\":\"visit-evil-example\",\"points\":[{\"queries\":1,\"advantage\":0,\"lower\":0,\"upper\":0,\"auc\":0.5}]}]")]
    [InlineData("models/0/queryCurves", "[{\"attack\":\"loss\",\"points\":[]}]")]
    [InlineData("models/0/queryCurves", "[{\"attack\":\"loss\",\"points\":[{\"queries\":1,\"advantage\":0,\"lower\":0,\"upper\":0,\"auc\":7}]}]")]
    [InlineData("models/0/queryCurves", "[{\"attack\":\"loss\",\"points\":[{\"queries\":-1,\"advantage\":0,\"lower\":0,\"upper\":0,\"auc\":0.5}]}]")]
    [InlineData("models/0/sha256", "\"short\"")]
    [InlineData("models/0/verdict", "\"excellent\"")]
    [InlineData("models/0/verdict", "1")]
    [InlineData("models/0/findings/0/attack", "\"@everyone\"")]
    [InlineData("models/0/findings/0/shownBy", "\"see evil.example\"")]
    [InlineData("models/0/findings/0/metric", "\"trust\"")]
    [InlineData("models/0/findings/0/value", "1e300")]
    [InlineData("models/0/findings/0/confidence", "7")]
    [InlineData("models/0/findings/0/rows/members", "-1")]
    [InlineData("models/0/violations/0/code", "\"PG9999\"")]
    [InlineData("models/0/violations/0/limit", "-1e9")]
    [InlineData("models/0/violations", "[]")]
    [InlineData("models/0/budget/advantage", "12")]
    [InlineData("models/0/accuracy/members", "1.5")]
    [InlineData("models/0/records/members", "-3")]
    [InlineData("models/0/location/line", "-3")]
    [InlineData("models/0/curves/0/points/0/tpr", "3")]
    [InlineData("models/0/queries", "-3")]
    [InlineData("models/0/seed", "1.5")]
    [InlineData("models/0/columnDifferences", "[{\"kind\":\"trust\",\"column\":\"a\",\"difference\":\"b\",\"effect\":0,\"pValue\":0}]")]
    [InlineData("models/0/columnDifferences", "[{\"kind\":\"label\",\"column\":\"a\",\"difference\":\"b\",\"effect\":0,\"pValue\":7}]")]
    [InlineData("models/0/columnDifferencesLeftOut", "-1")]
    [InlineData("schemaVersion", "2")]
    [InlineData("schemaVersion", "null")]
    [InlineData("models", "null")]
    [InlineData("models", "[null]")]
    [InlineData("diagnostics", "[null]")]
    [InlineData("models/0/findings", "[null]")]
    [InlineData("models/0/recognition", "[null]")]
    [InlineData("models/0/curves/0/points", "[null]")]
    [InlineData("models/0/name", "null")]
    public void What_no_audit_writes_is_refused(string path, string value) => Refused(path, JsonNode.Parse(value));

    [Theory]
    [InlineData("comment")]
    [InlineData("models/0/html")]
    [InlineData("models/0/findings/0/note")]
    [InlineData("models/0/location/url")]
    public void An_unknown_key_is_refused(string path) => Refused(path, JsonValue.Create("x"));

    [Fact]
    public void Too_many_models_are_refused() =>
        Refused(Written(SampleRuns.Of([.. Enumerable.Range(0, 201).Select(i => SampleRuns.Good($"m{i}"))])).ToJsonString());

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{ "schemaVersion": 1, "schemaVersion": 1 }""")]
    public void What_is_no_report_is_refused(string text) => Refused(text);

    [Fact]
    public void A_huge_file_a_missing_file_and_a_deep_one_are_refused()
    {
        Refused(new string(' ', 9_000_000));
        Refused(new string('[', 100_000));
        Assert.Equal(DiagnosticIds.ReportRefused, Assert.Throws<InputException>(() => UntrustedReport.Read("nowhere/report.json")).Diagnostic.Id);
    }

    [UnixFact]
    public void A_link_is_refused_though_what_it_leads_to_is_a_report()
    {
        using var folder = new TemporaryFolder();
        var there = folder.Write("there.json", Written(SampleRuns.Of(SampleRuns.Good())).ToJsonString());
        File.CreateSymbolicLink(folder.File("report.json"), there);
        Assert.Contains("is a link", Assert.Throws<InputException>(() => UntrustedReport.Read(folder.File("report.json"))).Diagnostic.Message, StringComparison.Ordinal);
    }

    private static void Refused(string path, JsonNode? value)
    {
        var report = Written(SampleRuns.Of(SampleRuns.Leaky()));
        var steps = path.Split('/');
        var at = steps[..^1].Aggregate((JsonNode)report, (node, step) => int.TryParse(step, out var i) ? node[i]! : node[step]!);
        at[steps[^1]] = value;
        Refused(report.ToJsonString());
    }

    private static void Refused(string text)
    {
        using var folder = new TemporaryFolder();
        var problem = Assert.Throws<InputException>(() => UntrustedReport.Read(folder.Write("report.json", text))).Diagnostic;
        Assert.Equal((DiagnosticIds.ReportRefused, Severity.Error), (problem.Id, problem.Severity));
        Assert.EndsWith("nothing is published from it", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Every sentence, not names or codes, says something else.</summary>
    private static void Replace(JsonNode? node, ref int replaced)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonValue)
                {
                    list[i] = Lure;
                    replaced++;
                }
                else
                {
                    Replace(list[i], ref replaced);
                }
            }
        }
        else if (node is JsonObject keys)
        {
            foreach (var key in keys.Select(pair => pair.Key).ToArray())
            {
                if (key is "message" or "method" or "estimand" or "adjustedFor" or "reason")
                {
                    keys[key] = Lure;
                    replaced++;
                }
                else
                {
                    Replace(keys[key], ref replaced);
                }
            }
        }
    }

    private static string[] Rows(GateRun run) =>
        [.. PullRequestComment.Render(new ReportView(run), SampleRuns.Identity()).Split('\n').Where(line => line.StartsWith('|'))];

    private static JsonObject Written(GateRun run)
    {
        using var stream = new MemoryStream();
        new JsonSink().Write(new ReportView(run), stream);
        return (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!;
    }

    private static GateRun Read(JsonNode report)
    {
        using var folder = new TemporaryFolder();
        return UntrustedReport.Read(folder.Write("report.json", report.ToJsonString()));
    }
}
