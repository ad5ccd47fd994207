using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyGate.Analyzers.Models;

/// <summary>A model that the project gates or exempts.</summary>
/// <param name="Path">Relative to the project, divided by '/'.</param>
/// <param name="Verdict">pass, fail, inconclusive, invalid, stale, none or exempt.</param>
/// <param name="Figure">The measured figure with interval and budget; "" without one.</param>
internal sealed record GatedModel(string Path, string Verdict, string Figure);

/// <summary>Every gated model, as the package's targets hand them on.</summary>
internal sealed class Verdicts
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    private readonly ImmutableArray<GatedModel> models;

    private Verdicts(bool active, ImmutableArray<GatedModel> models)
    {
        Active = active;
        this.models = models;
    }

    /// <summary>The package's targets run in this build.</summary>
    public bool Active { get; }

    public bool IsEmpty => models.IsEmpty;

    /// <summary>The measured figure, where the project has one model alone.</summary>
    public string OnlyFigure => models.Length == 1 ? models[0].Figure : "";

    public static Verdicts Of(AnalyzerOptions options)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        var active = Read(provider.GlobalOptions, "build_property.PrivacyGateActive");
        var models = options.AdditionalFiles
            .Select(provider.GetOptions)
            .Select(static file => new GatedModel(
                Read(file, Metadata + "PrivacyGateModel").Replace('\\', '/'),
                Read(file, Metadata + "PrivacyGateVerdict"),
                Read(file, Metadata + "PrivacyGateFigure")))
            .Where(static model => model.Path.Length > 0)
            .OrderBy(static model => model.Path, StringComparer.Ordinal);
        return new Verdicts(string.Equals(active, "true", StringComparison.OrdinalIgnoreCase), models.ToImmutableArray());
    }

    /// <summary>The gated model that a path means: of the same name, and if several have it, in the same folder.</summary>
    /// <remarks>A model of ML.NET is gated by its ONNX export of the same name.</remarks>
    public GatedModel? Find(string path)
    {
        var cut = path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? static (string whole) => whole : (Func<string, string>)WithoutExtension;
        var sought = cut(path.TrimStart('.', '/'));
        var named = models.Where(model => string.Equals(NameOf(cut(model.Path)), NameOf(sought), StringComparison.OrdinalIgnoreCase)).ToList();
        return named.FirstOrDefault(model => ("/" + cut(model.Path)).EndsWith("/" + sought, StringComparison.OrdinalIgnoreCase)) ?? named.FirstOrDefault();
    }

    public static string Read(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value) ? value.Trim() : "";

    private static string NameOf(string path) => path.Substring(path.LastIndexOf('/') + 1);

    private static string WithoutExtension(string path) => path.LastIndexOf('.') > path.LastIndexOf('/') ? path.Substring(0, path.LastIndexOf('.')) : path;
}
