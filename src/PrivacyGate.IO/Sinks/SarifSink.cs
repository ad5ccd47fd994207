using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>report.sarif (SARIF 2.1.0) for code scanning: one result a violation, at the line of spec or project that names the model.</summary>
public sealed class SarifSink : ISink
{
    /// <summary>Code scanning shows the first 5,000 results of a run and refuses more than 25,000.</summary>
    public const int ResultLimit = 5000;

    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string FingerprintName = "privacyGate/v1";

    private static readonly JsonWriterOptions Layout = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    public string FileName => "report.sarif";

    public void Write(GateRun run, Stream output)
    {
        using (var writer = new Utf8JsonWriter(output, Layout))
        {
            Log(run).WriteTo(writer);
        }

        output.WriteByte((byte)'\n');
    }

    private static JsonObject Log(GateRun run)
    {
        Result[] results = [.. Results(run).OrderByDescending(result => result.Severity)];
        string[] rules = [.. SarifRules.Results(run).Select(rule => rule.Id)];
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = SarifRules.Driver(run) },
                ["automationDetails"] = new JsonObject { ["id"] = "privacygate/" + AutomationName(run) },
                ["columnKind"] = "utf16CodeUnits",
                ["originalUriBaseIds"] = SarifLocation.Bases(),
                ["invocations"] = new JsonArray(Invocation(run, results.Length)),
                ["results"] = new JsonArray([.. results.Take(ResultLimit).Select(result => ToJson(result, rules))]),
            }),
        };
    }

    private static IEnumerable<Result> Results(GateRun run) =>
        from model in run.Report.Models
        from violation in model.Verdict.Violations
        select new Result(model, violation, RunDiagnostics.SeverityOf(model.Verdict, violation, run.Strict));

    private static JsonObject ToJson(Result result, string[] rules) => new()
    {
        ["ruleId"] = result.Violation.Code,
        ["ruleIndex"] = Array.IndexOf(rules, result.Violation.Code),
        ["level"] = Level(result.Severity),
        ["message"] = Message($"{result.Model.Path}: {result.Violation.Message}"),
        ["locations"] = new JsonArray(SarifLocation.Of(result.Model.Location)),
        // Says which alert this is without its figures, which change with every training. GitHub's own
        // primaryLocationLineHash is left to GitHub.
        ["partialFingerprints"] = new JsonObject
        {
            [FingerprintName] = PlainText.OneLine($"{result.Model.Name}/{result.Violation.Code}/{result.Violation.Metric}/{result.Violation.Slice}"),
        },
    };

    private static JsonObject Invocation(GateRun run, int results)
    {
        string[] rules = [.. SarifRules.Notifications(run).Select(rule => rule.Id)];
        var invocation = new JsonObject
        {
            ["executionSuccessful"] = !run.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error),
            ["toolConfigurationNotifications"] = new JsonArray([.. run.Diagnostics.Select(diagnostic => Notification(diagnostic, rules))]),
        };
        if (results > ResultLimit)
        {
            invocation["toolExecutionNotifications"] = new JsonArray(new JsonObject
            {
                ["level"] = "warning",
                ["message"] = Message($"Only the {ResultLimit} worst results are listed; report.json has all {results}."),
            });
        }

        return invocation;
    }

    private static JsonObject Notification(Diagnostic diagnostic, string[] rules)
    {
        var notification = new JsonObject
        {
            ["descriptor"] = new JsonObject { ["id"] = diagnostic.Id, ["index"] = Array.IndexOf(rules, diagnostic.Id) },
            ["level"] = Level(diagnostic.Severity),
            ["message"] = Message(diagnostic.Message),
        };
        if (diagnostic.Location is { } location)
        {
            notification["locations"] = new JsonArray(SarifLocation.Of(location));
        }

        return notification;
    }

    // Square brackets would be links and braces placeholders in a SARIF message.
    private static JsonObject Message(string text) =>
        new() { ["text"] = CanonicalLine.Text(text, withLetters: true).Replace('{', '(').Replace('}', ')') };

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    // Two specs in one repository must not close each other's alerts, and a spec's must outlive the folder it was checked
    // out to. A slash ends the category of code scanning.
    private static string AutomationName(GateRun run)
    {
        string[] parts = (run.SpecPath ?? "").Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool rooted = run.SpecPath is ['/' or '\\', ..] or [_, ':', ..];
        return string.Concat(parts.TakeLast(rooted ? 2 : parts.Length).Select(part => SarifLocation.Escape(part) + "/"));
    }

    private sealed record Result(ModelResult Model, Violation Violation, Severity Severity);
}
