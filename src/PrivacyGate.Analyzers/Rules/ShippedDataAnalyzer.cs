using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Models;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>PG1005: data of the audit that ships with the application.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShippedDataAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.ShippedData);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(static file =>
        {
            var options = file.Options.AnalyzerConfigOptionsProvider.GetOptions(file.AdditionalFile);
            var ships = Verdicts.Read(options, "build_metadata.AdditionalFiles.PrivacyGateShips");
            if (Words(Verdicts.Read(options, "build_metadata.AdditionalFiles.PrivacyGateData")) is { } words && string.Equals(ships, "true", StringComparison.OrdinalIgnoreCase))
            {
                var path = file.AdditionalFile.Path;
                var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
                file.ReportDiagnostic(Diagnostic.Create(Descriptors.ShippedData, Location.Create(path, default, default), name, words));
            }
        });
    }

    private static string? Words(string data) => data switch
    {
        "members" => "training data",
        "holdout" => "holdout data",
        "reference" => "reference data of the audit",
        _ => null,
    };
}
