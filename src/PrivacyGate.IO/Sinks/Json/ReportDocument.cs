using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.Json;

// The shape of report.json, key by key in the order written. docs/report.md explains each key, report.schema.json holds
// it; records of the engine stand where their shape is the promised one.
internal sealed record ReportDocument(
    int SchemaVersion,
    ToolDocument Tool,
    string Profile,
    IReadOnlyList<DiagnosticDocument> Diagnostics,
    IReadOnlyList<ModelDocument> Models);

internal sealed record ToolDocument(string Version);

internal sealed record DiagnosticDocument(string Code, Severity Severity, string Message, SourceLocation? Location);

internal sealed record ModelDocument(
    string Name,
    string Path,
    string Sha256,
    VerdictKind Verdict,
    SourceLocation Location,
    IReadOnlyList<string> Recognition,
    long Seed,
    Budget Budget,
    RecordCounts Records,
    AccuracyDocument Accuracy,
    IReadOnlyList<FindingDocument> Findings,
    IReadOnlyList<AttackCurve> Curves,
    IReadOnlyList<ScoreHistogram> Histograms,
    IReadOnlyList<QueryCost> QueryCurves,
    IReadOnlyList<ColumnDifference> ColumnDifferences,
    int ColumnDifferencesLeftOut,
    IReadOnlyList<Violation> Violations,
    IReadOnlyList<Violation> UndecidedSlices,
    IReadOnlyList<RefusedAttack> Refused,
    DiagnosticDocument? Invalidity,
    IReadOnlyList<DiagnosticDocument> Warnings,
    IReadOnlyList<DiagnosticDocument> Reservations,
    long Queries,
    ShadowsDocument? Shadows,
    ShortenedAttacks? Shortened = null,
    IReadOnlyList<FitDocument>? Fit = null,
    double? PredictedAdvantage = null);

internal sealed record FitDocument(string Name, double? Members, double? NonMembers);

internal sealed record AccuracyDocument(double? Members, double? NonMembers);

internal sealed record FindingDocument(
    string Attack,
    string Metric,
    string Slice,
    double? Value,
    double? Lower,
    double? Upper,
    double Confidence,
    string Method,
    string Estimand,
    string AdjustedFor,
    RowsDocument Rows,
    string ShownBy,
    double? VarianceSum,
    int? NonMembersNeeded);

internal sealed record RowsDocument(int Members, int NonMembers);

/// <summary>Null in the report when no shadow models were trained.</summary>
internal sealed record ShadowsDocument(
    int Count,
    string Kind,
    double? Seconds,
    int Planned,
    string Trainer,
    string Source,
    int Records,
    int TargetRecords,
    int Matched,
    double? MeanMemberLoss,
    double? TargetMemberLoss,
    double? MeanEpochs,
    int Removed);

internal sealed class LowerCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    IndentSize = 2,
    NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(LowerCaseEnumConverter<Severity>), typeof(LowerCaseEnumConverter<VerdictKind>), typeof(LowerCaseEnumConverter<ColumnKind>)])]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
