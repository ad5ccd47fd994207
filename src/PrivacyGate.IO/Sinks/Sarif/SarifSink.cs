using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Sarif;

/// <summary>report.sarif (SARIF 2.1.0) for code scanning: one result a violation, at the line of spec or project that names the model.</summary>
public sealed class SarifSink : ISink
{
    /// <summary>Code scanning shows the first 5,000 results of a run and refuses more than 25,000.</summary>
    public const int ResultLimit = 5000;

    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string FingerprintName = "privacyGate/v1";

    private static readonly JsonWriterOptions Layout = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    public string FileName => "report.sarif";

    public void Write(ReportView report, Stream output)
    {
        using (var writer = new Utf8JsonWriter(output, Layout))
        {
            Log(report).WriteTo(writer);
        }

        output.WriteByte((byte)'\n');
    }

    private static JsonObject Log(ReportView report)
    {
        var results = report.Results.OrderByDescending(static result => result.Diagnostic.Severity).Take(ResultLimit);
        string[] rules = [.. SarifRules.Results(report).Select(static rule => rule.Id)];
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = SarifRules.Driver(report) },
                ["automationDetails"] = new JsonObject { ["id"] = "privacygate/" + AutomationName(report.Run.SpecPath) },
                ["columnKind"] = "utf16CodeUnits",
                ["originalUriBaseIds"] = SarifLocation.Bases(),
                ["invocations"] = new JsonArray(Invocation(report)),
                ["results"] = new JsonArray([.. results.Select(result => Result(result, rules))]),
            }),
        };
    }

    private static JsonObject Result(ResultRow result, string[] rules) => new()
    {
        ["ruleId"] = result.Diagnostic.Id,
        ["ruleIndex"] = Array.IndexOf(rules, result.Diagnostic.Id),
        ["level"] = Headline.Word(result.Diagnostic.Severity),
        ["message"] = Message(result.Diagnostic.Message),
        ["locations"] = new JsonArray(SarifLocation.Of(result.Diagnostic.Location!)),
        // GitHub's own primaryLocationLineHash is left to GitHub.
        ["partialFingerprints"] = new JsonObject { [FingerprintName] = result.Key },
    };

    private static JsonObject Invocation(ReportView report)
    {
        string[] rules = [.. SarifRules.Notifications(report).Select(static rule => rule.Id)];
        var invocation = new JsonObject
        {
            ["executionSuccessful"] = !report.Diagnostics.Any(static diagnostic => diagnostic.Severity == Severity.Error),
            ["toolConfigurationNotifications"] = new JsonArray([.. report.Diagnostics.Select(diagnostic => Notification(diagnostic, rules))]),
        };
        if (report.Results.Count > ResultLimit)
        {
            invocation["toolExecutionNotifications"] = new JsonArray(new JsonObject
            {
                ["level"] = "warning",
                ["message"] = Message($"Only the {ResultLimit} worst results are listed; report.json has all {report.Results.Count}."),
            });
        }

        return invocation;
    }

    private static JsonObject Notification(Diagnostic diagnostic, string[] rules)
    {
        var notification = new JsonObject
        {
            ["descriptor"] = new JsonObject { ["id"] = diagnostic.Id, ["index"] = Array.IndexOf(rules, diagnostic.Id) },
            ["level"] = Headline.Word(diagnostic.Severity),
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

    // Two specs in one repository must not close each other's alerts, and a spec's must outlive the folder it was checked
    // out to. A slash ends the category of code scanning.
    private static string AutomationName(string? spec)
    {
        var parts = (spec ?? "").Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rooted = spec is ['/' or '\\', ..] or [_, ':', ..];
        return string.Concat(parts.TakeLast(rooted ? 2 : parts.Length).Select(part => SarifLocation.Escape(part) + "/"));
    }
}
