using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>What stands around a case: the classes it uses, and what the package's targets hand to the compiler.</summary>
internal static class Surroundings
{
    /// <summary>Measured on samples/LeakyClinic.</summary>
    public const string Figure = "loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20";

    public static readonly (string Model, string Verdict, string Figure)[] Models =
    [
        ("models/credit.onnx", "pass", "loss attack advantage 0.05 (95% CI 0.01-0.09), budget 0.20"),
        ("models/leaky.onnx", "fail", Figure),
        ("models/small.onnx", "inconclusive", "loss attack advantage 0.21 (95% CI 0.02-0.40), budget 0.20"),
        ("models/old.onnx", "stale-model", ""),
        ("models/mixed.onnx", "invalid", ""),
        ("models/new.onnx", "none", ""),
        ("models/public.onnx", "exempt", ""),
        ("models/b/leaky.onnx", "pass", ""),
    ];

    /// <summary>What the targets write where a model is no classifier.</summary>
    public static readonly IReadOnlyDictionary<string, string> Tasks = new Dictionary<string, string>
    {
        ["models/price.onnx"] = "regression",
        ["models/labels.onnx"] = "multi-label",
        ["models/anomaly.onnx"] = "score",
        ["models/autoencoder.onnx"] = "reconstruction",
    };

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp12, DocumentationMode.None);

    public static CSharpCompilationOptions Compilation { get; } = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Disable);

    public static void Lay(SolutionState state, params (string Model, string Verdict, string Figure)[] models)
    {
        state.Sources.Add(("Support.cs", CaseFile.Text("support.cs.txt")));
        state.AdditionalReferences.AddRange(References.All);
        var config = new StringBuilder("is_global = true\nbuild_property.PrivacyGateActive = true\n");
        foreach (var (model, verdict, figure) in models)
        {
            var receipt = $"/gate/{model}.json";
            state.AdditionalFiles.Add((receipt, ""));
            config.Append(CultureInfo.InvariantCulture, $"[{receipt}]\n{Key("Model")} = {model}\n{Key("Verdict")} = {verdict}\n{Key("Figure")} = {figure}\n{Key("Task")} = {Tasks.GetValueOrDefault(model, "classification")}\n");
        }

        state.AnalyzerConfigFiles.Add(("/.globalconfig", config.ToString()));
    }

    public static string Key(string name) => "build_metadata.AdditionalFiles.PrivacyGate" + name;
}
