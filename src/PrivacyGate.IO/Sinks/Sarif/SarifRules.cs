using System.Text.Json.Nodes;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Sarif;

/// <summary>The tool part of a SARIF log: the rules about models, which stand there in every log, and what else this run refers to.</summary>
internal static class SarifRules
{
    public static JsonObject Driver(ReportView report) => new()
    {
        ["name"] = "PrivacyGate",
        ["semanticVersion"] = report.Run.Report.ToolVersion,
        ["informationUri"] = HelpLink.Project,
        ["rules"] = new JsonArray([.. Results(report).Select(ResultRule)]),
        ["notifications"] = new JsonArray([.. Notifications(report).Select(Descriptor)]),
    };

    /// <summary>Rules that results of this run may refer to, in the order of the catalogue.</summary>
    public static IReadOnlyList<Rule> Results(ReportView report) => Referred(
        BudgetRules.All.Select(rule => rule.Id).Concat(report.Results.Select(result => result.Diagnostic.Id)));

    /// <summary>Rules that this run's configuration notifications refer to, in the order of the catalogue.</summary>
    public static IReadOnlyList<Rule> Notifications(ReportView report) => Referred(report.Diagnostics.Select(diagnostic => diagnostic.Id));

    private static Rule[] Referred(IEnumerable<string> ids)
    {
        var referred = ids.ToHashSet();
        return [.. RuleCatalog.All.Where(rule => referred.Contains(rule.Id))];
    }

    private static JsonObject ResultRule(Rule rule)
    {
        var descriptor = Descriptor(rule);
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
        ["defaultConfiguration"] = new JsonObject { ["level"] = Headline.Word(rule.DefaultSeverity) },
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };
}
