using PrivacyGate.Auditing;

namespace PrivacyGate.Gating;

/// <summary>Everything the sinks tell: one entry a model, in the order of the spec.</summary>
/// <param name="ToolVersion">Version of PrivacyGate.</param>
/// <param name="Profile">quick, standard or deep.</param>
/// <param name="Models">One entry a model.</param>
public sealed record GateReport(string ToolVersion, string Profile, IReadOnlyList<ModelResult> Models);

/// <param name="Name">Name in the spec.</param>
/// <param name="Path">Path of the model file, relative to the spec, with forward slashes.</param>
/// <param name="Sha256">SHA-256 of the model file, lower-case hexadecimal.</param>
/// <param name="Location">Where the spec (or project file) names the model: the place diagnostics point at.</param>
/// <param name="Recognition">What was recognised in the model: inputs, output, classes; for people.</param>
/// <param name="Seed">The seed of this model's audit.</param>
/// <param name="Budget">What the verdict was held against.</param>
/// <param name="Verdict">The decision.</param>
/// <param name="Report">The figures behind it.</param>
/// <param name="Queries">Records the target was asked about.</param>
public sealed record ModelResult(
    string Name,
    string Path,
    string Sha256,
    SourceLocation Location,
    IReadOnlyList<string> Recognition,
    long Seed,
    Budget Budget,
    Verdict Verdict,
    AuditReport Report,
    long Queries)
{
    /// <summary>Seconds the shadow models took when they were trained; null when none were. The one figure that differs between equal runs.</summary>
    public double? ShadowSeconds { get; init; }
}
