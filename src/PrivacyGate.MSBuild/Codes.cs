namespace PrivacyGate.MSBuild;

/// <summary>The codes the tasks log themselves; all others arrive in verdict.tsv. They equal those of the engine's DiagnosticIds.</summary>
internal static class Codes
{
    public const string NothingToGate = "PG0001";
    public const string MissingKey = "PG0007";
    public const string InvalidProperty = "PG0010";
    public const string NotInThisVersion = "PG0012";
    public const string OutputNotWritable = "PG0014";
    public const string GateOff = "PG0017";
    public const string OtherSpecUnused = "PG0019";
    public const string FileNotFound = "PG0020";
    public const string ExemptionUnused = "PG0043";
    public const string ShippedWithoutVerdict = "PG0120";
    public const string ResultsCommitted = "PG0122";
    public const string RuntimeMissing = "PG0301";
    public const string MuxerMissing = "PG0302";
    public const string ToolFailed = "PG0390";

    public static string HelpLink(string code) =>
        $"https://github.com/privacygate/privacygate/blob/main/docs/rules/{code}.md";

    /// <summary>Whether PrivacyGateSeverity may soften it: budgets only, never configuration, statistics or the engine.</summary>
    public static bool IsBudget(string code) => code.StartsWith("PG01", StringComparison.Ordinal);
}
