namespace PrivacyGate.IO.Sinks.Rules;

/// <summary>What a code means; its page under docs/rules tells the rest.</summary>
/// <param name="Id">A constant of <see cref="DiagnosticIds"/>.</param>
/// <param name="DefaultSeverity">What it is unless strictness or a project's setting says otherwise.</param>
/// <param name="Title">A few words, without a full stop.</param>
/// <param name="Cause">One sentence.</param>
/// <param name="Cure">One sentence.</param>
/// <param name="Tags">For code scanning.</param>
/// <param name="SecuritySeverity">0.1 to 10.0 as code scanning reads it, or null where the code says nothing of a risk.</param>
public sealed record Rule(
    string Id,
    Severity DefaultSeverity,
    string Title,
    string Cause,
    string Cure,
    IReadOnlyList<string> Tags,
    string? SecuritySeverity = null)
{
    private static readonly Dictionary<string, string> Constants =
        typeof(DiagnosticIds).GetFields().ToDictionary(static constant => (string)constant.GetRawConstantValue()!, static constant => constant.Name);

    /// <summary>The constant's name.</summary>
    public string Name => Constants[Id];

    /// <summary>What the process answers when an error of this code kept a model from being audited.</summary>
    public ExitCode ExitCode { get; init; } = ExitCode.Input;
}

/// <summary>Every code PrivacyGate prints, with its meaning.</summary>
public static class RuleCatalog
{
    /// <summary>In the order of the codes.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. ConfigurationRules.All,
        .. InputRules.All,
        .. BudgetRules.All,
        .. EnvironmentRules.All,
        .. GitHubRules.All,
    ];

    private static Dictionary<string, Rule> ById { get; } = All.ToDictionary(rule => rule.Id);

    /// <exception cref="KeyNotFoundException">The code has no entry: a mistake in the program, not of the user.</exception>
    public static Rule Find(string id) =>
        ById.TryGetValue(id, out var rule) ? rule : throw new KeyNotFoundException($"code {id} has no entry in the rule catalogue");
}
