using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Catalog;

/// <summary>What each rule says. The page of a rule is docs/rules/ID.md.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor PublicScores = Rule(
        RuleIds.PublicScores,
        "Raw scores leave through a public endpoint",
        "Raw scores of '{0}' leave through {1}{2}; return the label, or wrap them in ScoreGuard",
        "An attacker who reads unrounded scores can find out whether a record was in the training data.");

    public static readonly DiagnosticDescriptor LoggedScores = Rule(
        RuleIds.LoggedScores,
        "Raw scores are written to logs or telemetry",
        "Raw scores of '{0}' are written by {1}; write the label, or wrap them in ScoreGuard",
        "Logs are read by more people and kept longer than answers. Unrounded scores in them reveal who was in the training data.");

    public static readonly DiagnosticDescriptor UngatedModel = Rule(
        RuleIds.UngatedModel,
        "A model is loaded that no gate covers",
        "No gate covers '{0}'; add <PrivacyGateModel Include=\"{1}\" /> to the project, or a PrivacyGateExempt item with a Reason",
        "Nobody has measured what this model reveals about its training data.");

    public static readonly DiagnosticDescriptor FailedModel = Rule(
        RuleIds.FailedModel,
        "The loaded model did not pass its gate",
        "The gate of '{0}' {1}{2}; {3}",
        "The verdict on this model is not a pass, or it is older than the model file or what it was audited with.");

    public static readonly DiagnosticDescriptor ShippedData = Rule(
        RuleIds.ShippedData,
        "Audit data ships with the application",
        "'{0}' holds {1} and ships with the application; remove it from the output, or from EmbeddedResource or wwwroot",
        "Who has the training data needs no attack. The gate needs the file only while it runs.");

    public static readonly DiagnosticDescriptor WeakGuard = Rule(
        RuleIds.WeakGuard,
        "A guard does not guard",
        "'{0}' {1}, {2}; {3}",
        "A guard with this argument changes nothing that an attack reads, or its call fails at run time.");

    public static readonly DiagnosticDescriptor ScoresWithIdentity = Rule(
        RuleIds.ScoresWithIdentity,
        "Scores leave together with the identity of the input",
        "{0} of '{1}' leaves together with the identity of the input through {2}{3}; return the label alone",
        "With the identity beside it, the loss or confidence of a record tells who was in the training data without further knowledge.");

    private static DiagnosticDescriptor Rule(string id, string title, string message, string description) =>
        new(id, title, message, "Privacy", DiagnosticSeverity.Warning, isEnabledByDefault: true, description, HelpLink(id));

    private static string HelpLink(string id) => $"https://github.com/privacygate/privacygate/blob/main/docs/rules/{id}.md";
}
