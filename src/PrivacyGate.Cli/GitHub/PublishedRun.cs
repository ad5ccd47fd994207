using PrivacyGate.Cli.Checking;
using PrivacyGate.Cli.Console;
using PrivacyGate.Gating;
using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Publishing;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.Json;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.GitHub;

/// <summary>The reports that publishing reads.</summary>
internal static class PublishedRun
{
    private const string SpecEnding = ".json";

    /// <summary>What the step before has audited; where it left no verdict, that.</summary>
    public static GateRun Own(ActionInputs inputs)
    {
        // A run that ends without a verdict removes an older verdict.tsv: a report without it is somebody else's.
        var read = File.Exists(Path.Combine(inputs.Report, VerdictTsvSink.Name)) ? ReportJson.Read(PathIn(inputs)) : Nothing();
        return Complete(read, inputs);
    }

    /// <summary>What another run has audited, which nobody vouches for.</summary>
    public static GateRun Foreign(ActionInputs inputs) => Complete(UntrustedReport.Read(PathIn(inputs)), inputs);

    /// <summary>The report of the base branch, or null where there is none.</summary>
    public static GateRun? Baseline(ActionInputs inputs, out IReadOnlyList<Diagnostic> notices)
    {
        notices = [];
        if (inputs.Baseline is not { } path || !File.Exists(path))
        {
            return null;
        }

        try
        {
            return UntrustedReport.ReadBounded(path);
        }
        catch (InputException problem)
        {
            notices = [Diagnostic.Note(DiagnosticIds.BaselineUnusable, $"no change is told, because the base value cannot be read: {problem.Diagnostic.Message}", new SourceLocation(path))];
            return null;
        }
    }

    private static string PathIn(ActionInputs inputs) => Path.Combine(inputs.Report, ReportJson.FileName);

    private static GateRun Complete(GateRun run, ActionInputs inputs) => run with
    {
        Strict = inputs.FailOn == FailOn.Inconclusive,
        SpecPath = inputs.Config ?? Spec(run),
    };

    private static string? Spec(GateRun run) =>
        run.Report.Models.Select(static model => model.Location.Path).Distinct().ToList() is [var only] && only.EndsWith(SpecEnding, StringComparison.Ordinal) ? only : null;

    private static GateRun Nothing() => new(
        new GateReport(ToolVersion.Text, Profile.Resolve("auto", CheckRun.IsOnBuildServer).Name, []),
        [Diagnostic.Error(DiagnosticIds.ToolFailed, "the audit ended before it wrote a report; the log of its step says why")]);
}
