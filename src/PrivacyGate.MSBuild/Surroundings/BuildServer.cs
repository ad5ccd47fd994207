namespace PrivacyGate.Surroundings;

/// <summary>Whether a build server runs this. Compiled into the tasks and into the command line, which must agree.</summary>
internal static class BuildServer
{
    /// <summary>Set by Azure DevOps, Jenkins, TeamCity and GitLab. GitHub and most others set CI.</summary>
    private static readonly string[] Marks = ["TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "GITLAB_CI"];

    /// <param name="variable">An environment variable's value, or null.</param>
    public static bool Runs(Func<string, string?> variable) =>
        IsOn(variable("CI")) || Marks.Any(mark => variable(mark)?.Trim() is { Length: > 0 } value && !IsOff(value));

    /// <summary>Whether this value of the variable CI, or of the property made of it, means yes.</summary>
    public static bool IsOn(string? value) => value?.Trim() == "1" || string.Equals(value?.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsOff(string value) => value == "0" || string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
