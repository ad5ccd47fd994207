using System.Text.Json.Nodes;

namespace PrivacyGate.IO.Sinks;

/// <summary>The tool part of a SARIF log: every rule that can be a result, and the notifications this run holds.</summary>
internal static class SarifRules
{
    private static readonly Rule[] Results = [.. BudgetRules.All];

    public static JsonObject Driver(GateRun run) => new()
    {
        ["name"] = "PrivacyGate",
        ["semanticVersion"] = run.Report.ToolVersion,
        ["informationUri"] = HelpLink.Project,
        ["rules"] = new JsonArray([.. Results.Select(ResultRule)]),
        ["notifications"] = new JsonArray([.. Notifications(run).Select(Descriptor)]),
    };

    public static int IndexOf(string id) => Array.FindIndex(Results, rule => rule.Id == id);

    /// <summary>Rules that this run's configuration notifications refer to, in the order of the catalogue.</summary>
    public static IReadOnlyList<Rule> Notifications(GateRun run)
    {
        var ids = run.Diagnostics.Select(diagnostic => diagnostic.Id).ToHashSet();
        return [.. RuleCatalog.All.Where(rule => ids.Contains(rule.Id))];
    }

    private static JsonObject ResultRule(Rule rule)
    {
        JsonObject descriptor = Descriptor(rule);
        var properties = new JsonObject
        {
            ["tags"] = new JsonArray([.. rule.Tags.Select(tag => (JsonNode)tag)]),
            ["precision"] = "very-high",
        };
        if (rule.SecuritySeverity is { } severity)
        {
            properties["security-severity"] = severity;
        }

        descriptor["properties"] = properties;
        return descriptor;
    }

    private static JsonObject Descriptor(Rule rule) => new()
    {
        ["id"] = rule.Id,
        ["name"] = rule.Name,
        ["shortDescription"] = Text(rule.Title + "."),
        ["fullDescription"] = Text(rule.Cause),
        ["help"] = new JsonObject
        {
            ["text"] = $"{rule.Cause} {rule.Cure} See {HelpLink.For(rule.Id)}",
            ["markdown"] = $"{rule.Cause}\n\n**What to do:** {rule.Cure}\n\n[All about {rule.Id}]({HelpLink.For(rule.Id)})",
        },
        ["helpUri"] = HelpLink.For(rule.Id),
        ["defaultConfiguration"] = new JsonObject { ["level"] = rule.DefaultSeverity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" } },
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };
}
