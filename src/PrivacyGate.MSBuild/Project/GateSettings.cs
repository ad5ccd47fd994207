namespace PrivacyGate.MSBuild;

/// <summary>The properties of the gate after defaults: lower case, known to be valid.</summary>
internal sealed record GateSettings(string Mode, string Severity, string Profile, bool Strict, string Seed)
{
    // The first word of each is the default.
    private static readonly string[] Modes = ["check", "cached", "off"];
    private static readonly string[] Severities = ["error", "warning", "message"];
    private static readonly string[] Profiles = ["auto", "quick", "standard", "deep"];
    private static readonly string[] AnalysisModes = ["default", "none", "strict"];
    private static readonly string[] Switches = ["false", "true"];

    public RowSeverity Ceiling => CeilingOf(Severity);

    public static GateSettings Read(PrepareTask task, Action<Problem> report)
    {
        string Choose(string name, string? value, string[] known)
        {
            var given = string.IsNullOrWhiteSpace(value) ? known[0] : value!.Trim();
            var chosen = known.FirstOrDefault(word => word.Equals(given, StringComparison.OrdinalIgnoreCase));
            if (chosen is null)
            {
                report(new Problem(Codes.InvalidProperty, $"{name} is '{given}'{KnownNames.Meant(given, known)}"));
            }

            return chosen ?? known[0];
        }

        var profile = Choose("PrivacyGateProfile", task.Profile, Profiles);
        if (Choose("PrivacyGateWriteReceipt", task.WriteReceipt, Switches) == "true")
        {
            report(new Problem(Codes.NotInThisVersion, "PrivacyGateWriteReceipt: the build writes no receipts in this version; remove the property, and run check --receipt by hand"));
        }

        Choose("PrivacyGateAnalysisMode", task.AnalysisMode, AnalysisModes);
        var seed = task.Seed?.Trim() ?? "";
        if (seed.Length > 0 && !GateModel.IsSeed(seed))
        {
            report(new Problem(Codes.InvalidProperty, $"PrivacyGateSeed is '{seed}'; write a whole number from 0, such as 1"));
        }

        return new GateSettings(
            Choose("PrivacyGateMode", task.Mode, Modes),
            Choose("PrivacyGateSeverity", task.Severity, Severities),
            profile == "auto" ? (task.OnBuildServer ? "standard" : "quick") : profile,
            Choose("PrivacyGateStrict", task.Strict, Switches) == "true",
            seed);
    }

    public static RowSeverity CeilingOf(string severity) => severity switch
    {
        "message" => RowSeverity.Message,
        "warning" => RowSeverity.Warning,
        _ => RowSeverity.Error,
    };
}
