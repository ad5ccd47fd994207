namespace PrivacyGate.MSBuild;

/// <summary>Settings that make the gate weaker, or another one, and that an environment variable must not make: no review would show it.</summary>
internal static class RefusedVariables
{
    /// <param name="task">Has the values as they were given.</param>
    /// <param name="scan">Knows the settings of the project's files.</param>
    public static IEnumerable<(Setting Setting, string Effect)> Of(PrepareTask task, ProjectScan scan) =>
        from rule in Rules
        let value = rule.Value(task)?.Trim() ?? ""
        where value.Length > 0 && rule.Weakens(task, value)
        let setting = Setting.Of(rule.Name, value, task.BuildEngine, scan, task.Variable)
        where setting.IsEnvironment
        select (setting, rule.Effect);

    private static readonly IReadOnlyList<(string Name, Func<PrepareTask, string?> Value, Func<PrepareTask, string, bool> Weakens, string Effect)> Rules =
    [
        ("PrivacyGateConfig", static task => task.Config, static (_, _) => true, "it chooses what is gated, and how"),
        ("PrivacyGateSeed", static task => task.Seed, static (_, _) => true, "it replaces the seeds of the spec"),
        ("PrivacyGateAnalysisMode", static task => task.AnalysisMode, static (_, value) => Is(value, "none"), "no rule of the analyzers runs"),
        ("PrivacyGateProfile", static task => task.Profile, static (task, value) => task.OnBuildServer && Is(value, "quick"), "it replaces the standard audit of a build server by a shorter one"),
        ("PrivacyGateMode", static task => task.Mode, static (task, value) => task.OnBuildServer && Is(value, "cached"), "results that another job or a commit left are believed"),
    ];

    private static bool Is(string value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
