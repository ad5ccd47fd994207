namespace PrivacyGate.IO.Sinks;

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
        ById.TryGetValue(id, out Rule? rule) ? rule : throw new KeyNotFoundException($"code {id} has no entry in the rule catalogue");
}
