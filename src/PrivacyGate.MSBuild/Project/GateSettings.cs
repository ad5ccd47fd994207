namespace PrivacyGate.MSBuild;

/// <summary>The properties of the gate as the project gives them.</summary>
internal sealed record GivenSettings(string? Mode, string? Profile, string? Strict, string? Seed, bool OnBuildServer)
{
    public string? Severity { get; init; }

    public string? AnalysisMode { get; init; }

    public string? WriteReceipt { get; init; }
}

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

    public static GateSettings Read(GivenSettings given, Action<Problem> report)
    {
        string Choose(string name, string? value, string[] known)
        {
            var text = string.IsNullOrWhiteSpace(value) ? known[0] : value!.Trim();
            var chosen = known.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (chosen is null)
            {
                report(new Problem(Codes.InvalidProperty, $"{name} is '{text}'{KnownNames.Meant(text, known)}"));
            }

            return chosen ?? known[0];
        }

        var profile = Choose("PrivacyGateProfile", given.Profile, Profiles);
        if (Choose("PrivacyGateWriteReceipt", given.WriteReceipt, Switches) == "true")
        {
            report(new Problem(Codes.NotInThisVersion, "PrivacyGateWriteReceipt: the build writes no receipts in this version; remove the property, and run check --receipt by hand"));
        }

        Choose("PrivacyGateAnalysisMode", given.AnalysisMode, AnalysisModes);
        var seed = given.Seed?.Trim() ?? "";
        if (seed.Length > 0 && !GateModel.IsSeed(seed))
        {
            report(new Problem(Codes.InvalidProperty, $"PrivacyGateSeed is '{seed}'; write a whole number from 0, such as 1"));
        }

        return new GateSettings(
            Choose("PrivacyGateMode", given.Mode, Modes),
            Choose("PrivacyGateSeverity", given.Severity, Severities),
            profile == "auto" ? (given.OnBuildServer ? "standard" : "quick") : profile,
            Choose("PrivacyGateStrict", given.Strict, Switches) == "true",
            seed);
    }

    public static RowSeverity CeilingOf(string severity) => severity switch
    {
        "message" => RowSeverity.Message,
        "warning" => RowSeverity.Warning,
        _ => RowSeverity.Error,
    };
}
