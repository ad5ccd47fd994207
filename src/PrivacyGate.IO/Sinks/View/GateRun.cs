using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>All a sink may tell of one run of the gate.</summary>
/// <param name="Report">The models that were audited; none when the configuration could not be used.</param>
/// <param name="Diagnostics">What is wrong outside any audit: spec, files, environment.</param>
/// <param name="Strict">True when an inconclusive verdict fails the gate.</param>
/// <param name="SpecPath">The spec as the user would type it, or null when the models came from elsewhere.</param>
/// <param name="ReportPath">report.md as the user would open it, or null when no message should point at it.</param>
public sealed record GateRun(
    GateReport Report,
    IReadOnlyList<Diagnostic> Diagnostics,
    bool Strict = false,
    string? SpecPath = null,
    string? ReportPath = null);
