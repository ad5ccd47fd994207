using System.Text.Json;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Json;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Publishing;

/// <summary>
/// report.json from an artifact that anyone may have made who can open a pull request. Shape and bounds are checked to
/// the letter, and every sentence in it is left behind: what is published is written anew from its codes, names and numbers.
/// </summary>
public static class UntrustedReport
{
    private const long LargestFile = 8_000_000;

    /// <exception cref="InputException">PG0405: anything PrivacyGate would not have written.</exception>
    public static GateRun Read(string path)
    {
        var run = ReadBounded(path);
        return run with
        {
            Diagnostics = [.. run.Diagnostics.Select(Reworded)],
            Report = run.Report with { Models = [.. run.Report.Models.Select(Reworded)] },
        };
    }

    /// <summary>The report as it is, if it is one to the letter.</summary>
    /// <exception cref="InputException">PG0405: anything PrivacyGate would not have written.</exception>
    public static GateRun ReadBounded(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            throw Refuse(path, "is a link", null);
        }

        if (file.Exists && file.Length > LargestFile)
        {
            throw Refuse(path, $"is larger than {Figures.Count(LargestFile)} bytes", null);
        }

        GateRun run;
        try
        {
            RequireEntries(path);
            run = ReportJson.Read(path);
        }
        catch (JsonException problem)
        {
            throw Refuse(path, "is not a report of this version, to the letter", problem);
        }
        catch (InputException problem)
        {
            throw Refuse(path, problem.Diagnostic.Id == DiagnosticIds.FileNotFound ? "is not there" : "is not a report of this version, to the letter", problem);
        }

        return ReportBounds.FirstBreach(run) is { } breach ? throw Refuse(path, $"holds what no audit writes: {breach}", null) : run;
    }

    // The reader trusts that lists of a report hold no null, which is what an audit writes.
    private static void RequireEntries(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var stream = ReportJson.Open(path);
        using var document = JsonDocument.Parse(stream);
        if (HoldsNullEntry(document.RootElement))
        {
            throw new JsonException("a list holds null");
        }
    }

    private static bool HoldsNullEntry(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(static entry => entry.ValueKind == JsonValueKind.Null || HoldsNullEntry(entry)),
        JsonValueKind.Object => element.EnumerateObject().Any(static key => HoldsNullEntry(key.Value)),
        _ => false,
    };

    private static Diagnostic Reworded(Diagnostic diagnostic) => diagnostic with { Message = RuleCatalog.Find(diagnostic.Id).Cause };

    private static ModelResult Reworded(ModelResult model) => model with
    {
        Recognition = [],
        Verdict = new Verdict(model.Verdict.Kind, [.. model.Verdict.Violations.Select(Reworded)])
        {
            UndecidedSlices = [.. model.Verdict.UndecidedSlices.Select(Reworded)],
        },
        Report = model.Report with
        {
            Findings = [.. model.Report.Findings.Select(finding => finding with { Method = "", Estimand = "", AdjustedFor = "" })],
            ColumnDifferences = [],
            Refused = [.. model.Report.Refused.Select(refused => refused with { Reason = "see the run" })],
            Invalidity = model.Report.Invalidity is { } invalidity ? Reworded(invalidity) : null,
            Warnings = [.. model.Report.Warnings.Select(Reworded)],
            Reservations = [.. model.Report.Reservations.Select(Reworded)],
            Shadows = model.Report.Shadows is { } shadows ? shadows with { Kind = "", Trainer = "", Source = "" } : null,
        },
    };

    private static Violation Reworded(Violation violation)
    {
        var figures = violation.Value is null && violation.Lower is null ? ""
            : $": {MetricNames.Of(violation.Metric)} {Figures.Value(violation.Value, violation.Limit)}, interval {Figures.Interval(violation.Lower, violation.Upper, violation.Limit)}, budget {Figures.Limit(violation.Limit)}";
        var slice = violation.Slice == SliceIds.All ? "" : $" in {violation.Slice}";
        return violation with { Message = $"{RuleCatalog.Find(violation.Code).Title}{slice}{figures}" };
    }

    private static InputException Refuse(string path, string what, Exception? inner) => new(
        Diagnostic.Error(
            DiagnosticIds.ReportRefused,
            $"{Path.GetFileName(path)} {what}; nothing is published from it",
            new SourceLocation(path)),
        inner);
}
