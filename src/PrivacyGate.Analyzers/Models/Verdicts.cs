using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Models;

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

    /// <summary>What a session answers with, and the figure to quote; "" where nothing holds for the model as it is.</summary>
    /// <param name="path">The file that the session was opened from, or null where the code does not say: then it is one of the project's models.</param>
    public (AnswerKind Kind, string Figure) AnswersOf(string? path)
    {
        if (path is not null)
        {
            return Find(path) is not { } model ? (AnswerKind.Unknown, "")
                : model.AnswersWithScores ? (AnswerKind.Scores, Quote(model, ""))
                : (AnswerKind.Other, "");
        }

        var scoring = models.Where(static model => model.AnswersWithScores).ToList();
        var figure = scoring.Where(static model => model.Figure.Length > 0).OrderBy(static model => model.Rank).FirstOrDefault() is { } worst
            ? Quote(worst, scoring.Count > 1 ? $"worst of {scoring.Count} models, " : "")
            : "";
        var gated = models.Count(static model => !model.IsExempt);
        return (gated > 0 && scoring.Count == 0 ? AnswerKind.Other : gated > 0 && scoring.Count == models.Length ? AnswerKind.Scores : AnswerKind.Unknown, figure);
    }

    public static Verdicts Of(AnalyzerOptions options)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        var active = Read(provider.GlobalOptions, "build_property.PrivacyGateActive");
        var models = options.AdditionalFiles
            .Select(provider.GetOptions)
            .Select(static file => new GatedModel(
                Decoded(Read(file, Metadata + "PrivacyGateModel")).Replace('\\', '/'),
                Read(file, Metadata + "PrivacyGateVerdict"),
                Decoded(Read(file, Metadata + "PrivacyGateTask")),
                Decoded(Read(file, Metadata + "PrivacyGateFigure"))))
            .Where(static model => model.Path.Length > 0)
            .OrderBy(static model => model.Path, StringComparer.Ordinal);
        return new Verdicts(string.Equals(active, "true", StringComparison.OrdinalIgnoreCase), models.ToImmutableArray());
    }

    /// <summary>The gated model that a path means: of the same name, and if several have it, in the same folder.</summary>
    /// <remarks>A model of ML.NET may be gated itself, else by its ONNX export of the same name.</remarks>
    public GatedModel? Find(string path)
    {
        return Find(path, static whole => whole) ?? (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? null : Find(path, WithoutExtension));
    }

    private GatedModel? Find(string path, Func<string, string> cut)
    {
        var sought = cut(path.TrimStart('.', '/'));
        var named = models.Where(model => string.Equals(NameOf(cut(model.Path)), NameOf(sought), StringComparison.OrdinalIgnoreCase)).ToList();
        return named.FirstOrDefault(model => ("/" + cut(model.Path)).EndsWith("/" + sought, StringComparison.OrdinalIgnoreCase)) ?? named.FirstOrDefault();
    }

    public static string Read(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value) ? value.Trim() : "";

    /// <summary>The compiler ends a value at a semicolon or a number sign, so the targets write these as in an address.</summary>
    private static string Decoded(string value) => value.Replace("%3B", ";").Replace("%23", "#").Replace("%25", "%");

    private string Quote(GatedModel model, string before) =>
        model.Figure.Length == 0 ? "" : models.Count(static one => !one.IsExempt) == 1 ? model.Figure : $"{before}'{model.Path}': {model.Figure}";

    private static string NameOf(string path) => path.Substring(path.LastIndexOf('/') + 1);

    private static string WithoutExtension(string path) => path.LastIndexOf('.') > path.LastIndexOf('/') ? path.Substring(0, path.LastIndexOf('.')) : path;
}
