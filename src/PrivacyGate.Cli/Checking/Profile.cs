namespace PrivacyGate.Cli.Checking;

/// <summary>How much the audit may cost.</summary>
internal static class Profile
{
    public const string Quick = "quick";
    public const string Standard = "standard";

    /// <summary><c>auto</c> is quick on a developer's machine, where a build must stay fast, and standard in CI, where nobody waits for it.</summary>
    public static string Resolve(string name) =>
        name != "auto" ? name
        : string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? Standard
        : Quick;

    /// <summary>What a profile promises beyond what this version runs.</summary>
    public static IEnumerable<Diagnostic> Notes(string name) =>
        name == Quick ? [] : [Diagnostic.Note(DiagnosticIds.NotInThisVersion, $"profile {name}: this version has no attacks beyond those of quick, which need only the model's answers; it ran those")];
}
