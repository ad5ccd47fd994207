using System.Text.RegularExpressions;
using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.Samples;

namespace PrivacyGate.GitHub.Publishing;

/// <summary>What a report that PrivacyGate wrote can hold, value by value.</summary>
internal static partial class ReportBounds
{
    /// <summary>All that a report of this version can name. A free text here would be shown on the pull request.</summary>
    private static readonly HashSet<string> Attacks =
        [.. AttackCatalog.Ids, AttackIds.Battery, AttackIds.ColumnControl, AttackIds.BlindControl, AttackIds.ShadowControl];

    private const int MostModels = 200;
    private const int MostEntries = 20_000;
    private const int MostSmallEntries = 1_000;
    private const int MostQueryPoints = 1_000;
    private const int LongestName = 300;
    private const int LongestText = 10_000;

    /// <summary>The first thing that is out of bounds, in words, or null.</summary>
    public static string? FirstBreach(GateRun run) =>
        Within(run.Report.Models, MostModels, "models")
        ?? Within(run.Diagnostics, MostSmallEntries, "diagnostics")
        ?? (Version().IsMatch(run.Report.ToolVersion) ? null : "tool.version is no version")
        ?? (run.Report.Profile is "quick" or "standard" or "deep" ? null : "profile is unknown")
        ?? First(run.Diagnostics, Breach)
        ?? First(run.Report.Models, Breach);

    private static string? Breach(ModelResult model) =>
        Name(model.Name, "name") ?? Name(model.Path, "path") ?? Place(model.Location)
        ?? (Sha256().IsMatch(model.Sha256) ? null : "sha256 is no hash")
        ?? Verdict(model.Verdict)
        ?? Counts(model.Report.Counts)
        ?? Budget(model.Budget)
        ?? Share(model.Report.Accuracy.Members) ?? Share(model.Report.Accuracy.NonMembers)
        ?? Within(model.Report.Fit, MostSmallEntries, "fit") ?? First(model.Report.Fit, static figure => Text(figure.Name, "fit"))
        ?? (model is { Queries: >= 0, Seed: >= 0, Report.ColumnDifferencesLeftOut: >= 0 } ? null : "queries, seed or columnDifferencesLeftOut is negative")
        ?? Within(model.Recognition, MostSmallEntries, "recognition") ?? First(model.Recognition, text => Text(text, "recognition"))
        ?? Within(model.Report.Findings, MostEntries, "findings") ?? First(model.Report.Findings, Breach)
        ?? Within(model.Report.ColumnDifferences, MostEntries, "columnDifferences") ?? First(model.Report.ColumnDifferences, Breach)
        ?? Within(model.Report.Refused, MostSmallEntries, "refused") ?? First(model.Report.Refused, refused => Attack(refused.Attack) ?? Text(refused.Reason, "reason"))
        ?? Within(model.Report.Warnings, MostSmallEntries, "warnings") ?? First(model.Report.Warnings, Breach)
        ?? Within(model.Report.Reservations, MostSmallEntries, "reservations") ?? First(model.Report.Reservations, Breach)
        ?? (model.Report.Shadows is { } shadows ? Breach(shadows) : null)
        ?? (model.Report.Invalidity is { } invalidity ? Breach(invalidity) : null)
        ?? Within(model.Report.Curves, MostSmallEntries, "curves") ?? First(model.Report.Curves, Breach)
        ?? Within(model.Report.QueryCosts, MostSmallEntries, "queryCurves") ?? First(model.Report.QueryCosts, Breach)
        ?? Within(model.Report.Histograms, MostSmallEntries, "histograms") ?? First(model.Report.Histograms, Breach);

    // A verdict that is no pass has a reason of its weight; RunDiagnostics relies on it.
    private static string? Verdict(Verdict verdict) =>
        Within(verdict.Violations, MostEntries, "violations") ?? First(verdict.Violations, Breach)
        ?? Within(verdict.UndecidedSlices, MostEntries, "undecidedSlices") ?? First(verdict.UndecidedSlices, Breach)
        ?? (verdict.Kind switch
        {
            VerdictKind.Pass => true,
            VerdictKind.Inconclusive => verdict.Violations.Count > 0,
            _ => verdict.Violations.Any(violation => RuleCatalog.Find(violation.Code).DefaultSeverity == Severity.Error),
        } ? null : "a verdict gives no reason");

    private static string? Breach(Violation violation) =>
        Code(violation.Code)
        ?? (violation.Attack.Length == 0 ? null : Attack(violation.Attack))
        ?? (violation.Metric.Length == 0 ? null : Metric(violation.Metric))
        ?? Name(violation.Slice, "slice")
        ?? Finite(violation.Value) ?? Finite(violation.Lower) ?? Finite(violation.Upper) ?? Finite(violation.Limit)
        ?? (violation.RecordsNeeded is { Count: < 0 } ? "recordsNeeded is negative" : null)
        ?? Text(violation.Message, "message");

    private static string? Breach(Finding finding) =>
        Attack(finding.Attack) ?? Attack(finding.ShownBy) ?? Metric(finding.Metric) ?? Name(finding.Slice, "slice")
        ?? Finite(finding.Value) ?? Finite(finding.Lower) ?? Finite(finding.Upper)
        ?? (finding.Confidence is > 0 and < 1 ? null : "confidence is no share")
        ?? (finding is { Members: >= 0, NonMembers: >= 0 } ? null : "rows are negative")
        ?? Text(finding.Method, "method") ?? Text(finding.Estimand, "estimand") ?? Text(finding.AdjustedFor, "adjustedFor");

    private static string? Breach(ColumnDifference difference) =>
        Text(difference.Column, "column") ?? Text(difference.Difference, "difference") ?? Finite(difference.Effect) ?? Share(difference.PValue);

    private static string? Breach(AttackCurve curve) =>
        Attack(curve.Attack) ?? Within(curve.Points, 40, "points")
        ?? First(curve.Points, point => Share(point.Fpr) ?? Share(point.Tpr) ?? Share(point.Lower) ?? Share(point.Upper));

    private static string? Breach(QueryCost cost) =>
        Attack(cost.Attack) ?? Within(cost.Points, MostQueryPoints, "points")
        ?? (cost.Points.Count > 0 ? null : "a query curve has no point")
        ?? First(cost.Points, point => (point.Queries is >= 0 and <= 1e9 ? null : "queries are out of range")
            ?? Finite(point.Advantage) ?? Finite(point.Lower) ?? Finite(point.Upper) ?? Share(point.Auc))
        ?? Text(cost.Description ?? "", "description");

    private static string? Breach(ScoreHistogram histogram) =>
        Attack(histogram.Attack) ?? Within(histogram.Bins, 100, "bins")
        ?? First(histogram.Bins, bin => bin is { Members: < 0 } or { NonMembers: < 0 } ? "a count is negative" : null);

    private static string? Breach(ShadowSummary shadows) =>
        Text(shadows.Kind, "kind") ?? Text(shadows.Trainer, "trainer") ?? Text(shadows.Source, "source")
        ?? (shadows is { Count: >= 0, Planned: >= 0, Records: >= 0, TargetRecords: >= 0, Matched: >= 0, Removed: >= 0 } ? null : "shadows are negative");

    private static string? Breach(Diagnostic diagnostic) =>
        Code(diagnostic.Id) ?? Text(diagnostic.Message, "message") ?? (diagnostic.Location is { } location ? Place(location) : null);

    private static string? Counts(RecordCounts counts) =>
        counts is { Members: >= 0, NonMembers: >= 0, Reference: >= 0, EqualMembers: >= 0, EqualNonMembers: >= 0, NearMembers: >= 0, NearNonMembers: >= 0 } ? null : "records are negative";

    private static string? Budget(Budget budget) =>
        Share(budget.Advantage) ?? Share(budget.Auc) ?? Share(budget.TprAtFpr?.Fpr) ?? Share(budget.TprAtFpr?.Max) ?? Finite(budget.Epsilon);

    private static string? Place(SourceLocation location) =>
        Name(location.Path, "location.path") ?? (location is { Line: >= 0, Column: >= 0 } ? null : "a line is negative");

    private static string? Code(string code) => RuleCatalog.All.Any(rule => rule.Id == code) ? null : "a code is unknown";

    private static string? Attack(string attack) => Attacks.Contains(attack) ? null : "an attack is unknown";

    private static string? Metric(string metric) => MetricName().IsMatch(metric) ? null : "a metric is unknown";

    private static string? Name(string text, string key) => text.Length <= LongestName ? null : $"{key} is longer than {LongestName} characters";

    private static string? Text(string text, string key) => text.Length <= LongestText ? null : $"{key} is longer than {LongestText} characters";

    private static string? Share(double? share) => share is null or (>= 0 and <= 1) or double.NaN ? null : "a share is outside 0 to 1";

    private static string? Finite(double? number) => number is null || (double.IsFinite(number.Value) && Math.Abs(number.Value) <= 1e6) ? null : "a figure is out of range";

    private static string? Within<T>(IReadOnlyList<T> list, int most, string key) => list.Count <= most ? null : $"{key} has more than {most} entries";

    private static string? First<T>(IEnumerable<T> items, Func<T, string?> breach) => items.Select(breach).FirstOrDefault(found => found is not null);

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256();

    [GeneratedRegex(@"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}(-(alpha|beta|preview|rc|dev|ci|test)?(\.?[0-9]{1,20}){0,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"^(advantage|advantage-swapped|advantage@shadow-threshold|control-advantage|auc|epsilon|precision|recall|tpr@fpr=[0-9.Ee-]{1,25})\z", RegexOptions.CultureInvariant)]
    private static partial Regex MetricName();
}
