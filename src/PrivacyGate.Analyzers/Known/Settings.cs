using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyGate.Analyzers.Known;

/// <summary>What an .editorconfig adds to the tables: full names, divided by commas.</summary>
/// <param name="ScoreTypes">Types whose values are raw scores.</param>
/// <param name="Guards">Types or methods whose results are guarded.</param>
/// <param name="PublicSinks">Methods through whose arguments values leave.</param>
/// <param name="LogSinks">Methods that write their arguments to a log.</param>
internal sealed record Settings(HashSet<string> ScoreTypes, HashSet<string> Guards, HashSet<string> PublicSinks, HashSet<string> LogSinks)
{
    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithParameterOptions(SymbolDisplayParameterOptions.None)
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    public static Settings Of(AnalyzerConfigOptions options) => new(
        Names(options, "privacygate_score_types"),
        Names(options, "privacygate_score_guards"),
        Names(options, "privacygate_public_sinks"),
        Names(options, "privacygate_log_sinks"));

    public bool IsScoreType(ITypeSymbol? type) => ScoreTypes.Count > 0 && type is not null && ScoreTypes.Contains(type.OriginalDefinition.ToDisplayString(FullName));

    public bool IsGuard(IMethodSymbol method) => Lists(Guards, method);

    public bool IsPublicSink(IMethodSymbol method) => Lists(PublicSinks, method);

    public bool IsLogSink(IMethodSymbol method) => Lists(LogSinks, method);

    private static bool Lists(HashSet<string> names, IMethodSymbol method)
    {
        if (names.Count == 0)
        {
            return false;
        }

        var type = method.ContainingType.OriginalDefinition.ToDisplayString(FullName);
        return names.Contains(type) || names.Contains($"{type}.{method.Name}");
    }

    private static HashSet<string> Names(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value)
        ? [.. value.Split(',').Select(static name => name.Trim()).Where(static name => name.Length > 0)]
        : [];
}
