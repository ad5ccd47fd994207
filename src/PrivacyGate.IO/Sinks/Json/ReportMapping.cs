using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.Json;

/// <summary>Between the engine's records and the shape of report.json. JSON has no infinity: what is not finite becomes null.</summary>
internal static class ReportMapping
{
    public static ReportDocument ToDocument(GateRun run) => new(
        ReportJson.SchemaVersion,
        new ToolDocument(run.Report.ToolVersion),
        run.Report.Profile,
        [.. run.Diagnostics.Select(ToDocument)],
        [.. run.Report.Models.Select(ToDocument)]);

    public static GateRun ToRun(ReportDocument document) => new(
        new GateReport(document.Tool.Version, document.Profile, [.. document.Models.Select(ToModel)]),
        [.. document.Diagnostics.Select(ToDiagnostic)]);

    private static ModelDocument ToDocument(ModelResult model)
    {
        var report = model.Report;
        return new ModelDocument(
            model.Name,
            model.Path,
            model.Sha256,
            model.Verdict.Kind,
            model.Location,
            model.Recognition,
            model.Seed,
            model.Budget,
            report.Counts,
            new AccuracyDocument(Finite(report.Accuracy.Members), Finite(report.Accuracy.NonMembers)),
            [.. report.Findings.Select(ToDocument)],
            report.Curves,
            report.Histograms,
            report.QueryCosts,
            report.ColumnDifferences,
            report.ColumnDifferencesLeftOut,
            [.. model.Verdict.Violations.Select(ToFinite)],
            [.. model.Verdict.UndecidedSlices.Select(ToFinite)],
            report.Refused,
            report.Invalidity is { } invalidity ? ToDocument(invalidity) : null,
            [.. report.Warnings.Select(ToDocument)],
            [.. report.Reservations.Select(ToDocument)],
            model.Queries,
            report.Shadows is { } shadows ? ToDocument(shadows, model.ShadowSeconds) : null,
            report.Shortened,
            [.. report.Fit.Select(static figure => new FitDocument(figure.Name, Finite(figure.Members), Finite(figure.NonMembers)))],
            report.PredictedAdvantage);
    }

    private static ModelResult ToModel(ModelDocument model) => new(
        model.Name,
        model.Path,
        model.Sha256,
        model.Location,
        model.Recognition,
        model.Seed,
        model.Budget,
        new Verdict(model.Verdict, model.Violations) { UndecidedSlices = model.UndecidedSlices },
        new AuditReport(
            model.Records,
            new SideAccuracy(model.Accuracy.Members ?? double.NaN, model.Accuracy.NonMembers ?? double.NaN),
            [.. model.Findings.Select(ToFinding)],
            model.Refused,
            model.Invalidity is { } invalidity ? ToDiagnostic(invalidity) : null,
            [.. model.Warnings.Select(ToDiagnostic)])
        {
            Reservations = [.. model.Reservations.Select(ToDiagnostic)],
            Fit = [.. (model.Fit ?? []).Select(static figure => new FitFigure(figure.Name, figure.Members ?? double.NaN, figure.NonMembers ?? double.NaN))],
            PredictedAdvantage = model.PredictedAdvantage,
            Shadows = model.Shadows is { } shadows ? ToSummary(shadows) : null,
            ColumnDifferences = model.ColumnDifferences,
            ColumnDifferencesLeftOut = model.ColumnDifferencesLeftOut,
            Curves = model.Curves,
            Histograms = model.Histograms,
            QueryCosts = model.QueryCurves,
            Shortened = model.Shortened,
        },
        model.Queries)
    {
        ShadowSeconds = model.Shadows?.Seconds,
    };

    private static FindingDocument ToDocument(Finding finding) => new(
        finding.Attack,
        finding.Metric,
        finding.Slice,
        Finite(finding.Value),
        Finite(finding.Lower),
        Finite(finding.Upper),
        finding.Confidence,
        finding.Method,
        finding.Estimand,
        finding.AdjustedFor,
        new RowsDocument(finding.Members, finding.NonMembers),
        finding.ShownBy,
        Finite(finding.VarianceSum),
        finding.NonMembersNeeded);

    private static Finding ToFinding(FindingDocument finding) => new(
        finding.Attack,
        finding.Metric,
        finding.Slice,
        finding.Value,
        finding.Lower,
        finding.Upper,
        finding.Confidence,
        finding.Method,
        finding.Estimand,
        finding.AdjustedFor,
        finding.Rows.Members,
        finding.Rows.NonMembers)
    {
        ShownBy = finding.ShownBy,
        VarianceSum = finding.VarianceSum,
        NonMembersNeeded = finding.NonMembersNeeded,
    };

    private static ShadowsDocument ToDocument(ShadowSummary shadows, double? seconds) => new(
        shadows.Count,
        shadows.Kind,
        Finite(seconds),
        shadows.Planned,
        shadows.Trainer,
        shadows.Source,
        shadows.Records,
        shadows.TargetRecords,
        shadows.Matched,
        Finite(shadows.MeanMemberLoss),
        Finite(shadows.TargetMemberLoss),
        Finite(shadows.MeanEpochs),
        shadows.Removed);

    private static ShadowSummary ToSummary(ShadowsDocument shadows) => new(
        shadows.Count,
        shadows.Planned,
        shadows.Kind,
        shadows.Trainer,
        shadows.Source,
        shadows.Records,
        shadows.TargetRecords,
        shadows.Matched,
        shadows.MeanMemberLoss ?? double.NaN,
        shadows.TargetMemberLoss,
        shadows.MeanEpochs ?? double.NaN,
        shadows.Removed);

    private static Violation ToFinite(Violation violation) => violation with
    {
        Value = Finite(violation.Value),
        Lower = Finite(violation.Lower),
        Upper = Finite(violation.Upper),
    };

    private static DiagnosticDocument ToDocument(Diagnostic diagnostic) =>
        new(diagnostic.Id, diagnostic.Severity, diagnostic.Message, diagnostic.Location);

    private static Diagnostic ToDiagnostic(DiagnosticDocument diagnostic) =>
        new(diagnostic.Code, diagnostic.Severity, diagnostic.Message, diagnostic.Location);

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}
