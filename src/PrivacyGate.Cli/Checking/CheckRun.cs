using System.Text;
using PrivacyGate.Cli.Console;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;
using PrivacyGate.Run.Training;
using PrivacyGate.Surroundings;

namespace PrivacyGate.Cli.Checking;

/// <summary>The whole of <c>check</c>: spec, audits, verdicts, reports, exit code.</summary>
internal static class CheckRun
{
    /// <summary>Whether a build server runs this.</summary>
    public static bool IsOnBuildServer => BuildServer.Runs(Environment.GetEnvironmentVariable);

    public static ExitCode Run(CheckOptions options)
    {
        var output = options.Output;
        return Guarded.Run(token => Run(SpecFinder.Find(options.Config), options, ref output, token), () => output);
    }

    private static ExitCode Run(string specPath, CheckOptions options, ref string? folder, CancellationToken token)
    {
        using var time = new Deadline(TimeProvider.System, options.TimeBudget, token);

        // Known from here on, so that a failure further down knows it too.
        WorkFolder.Sweep(TimeProvider.System.GetUtcNow());
        var output = folder ??= Path.Combine(Path.GetDirectoryName(specPath) ?? "", "privacygate-report");
        var hashes = new FileHashes(options.Run.Cache is not null || options.Receipt);
        hashes.Remember([Path.GetFullPath(specPath)], token);
        var read = SpecReader.Read(specPath, options.Root);
        hashes.RequireUnchanged(Path.GetFullPath(specPath), specPath, new SourceLocation(specPath), token);
        var audits = read.Spec is { } spec ? Audit(spec, hashes, options, time) : SpecAudits.None(specPath, read.Errors);
        return Finish(audits, hashes, specPath, options, output, read.Spec, token);
    }

    private static SpecAudits Audit(GateSpec spec, FileHashes hashes, CheckOptions options, Deadline time)
    {
        using var progress = ProgressLine.Create(options.ShowProgress, TimeProvider.System);
        return SpecRun.Of(spec, options.Run with { Progress = progress }, hashes, time);
    }

    private static ExitCode Finish(SpecAudits audits, FileHashes hashes, string specPath, CheckOptions options, string output, GateSpec? spec, CancellationToken token)
    {
        var paths = ShownPaths.For(specPath);
        var run = new GateRun(
            new GateReport(ToolVersion.Text, options.Run.Profile.Name, [.. audits.Results.Select(paths.Of)]),
            [.. audits.Problems.Select(paths.Of)],
            options.Strict || (audits.HasFewerRecords && IsOnBuildServer),
            paths.Of(specPath),
            paths.Of(Path.Combine(output, "report.md")));
        var report = new ReportView(run);
        ReportFolder.Write(output, report, token, new InputsSink(audits.Files, hashes), new ModelsSink(specPath, spec, audits.Results, hashes));

        // The verdict stands: from here on nothing is cancelled, and no receipt that fails may hide it.
        Diagnostic[] receipts = spec is not null && options.Receipt ? [.. Receipts.Write(spec, run.Report, hashes).Select(paths.Of)] : [];
        Terminal.Show(report);
        Terminal.Print(receipts);
        return GateExit.Of(run, receipts);
    }
}

/// <summary>What <c>check</c> was asked; docs/cli.md says what each means.</summary>
internal sealed record CheckOptions(
    string? Config,
    string? Root,
    string? Output,
    RunOptions Run,
    TimeSpan? TimeBudget,
    bool Strict,
    bool Receipt,
    bool ShowProgress);

/// <summary><c>inputs.txt</c>: the SHA-256 of every file a run read, a tab, its full path; so that a build knows when to run it again.</summary>
internal sealed class InputsSink(IEnumerable<string> paths, FileHashes hashes) : ISink
{
    public string FileName => "inputs.txt";

    public void Write(ReportView report, Stream output)
    {
        var lines = paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        output.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{hashes.Of(line)}\t{line}\n"))));
    }
}
