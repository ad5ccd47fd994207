using System.Reflection;
using PrivacyGate.Cli.Console;
using PrivacyGate.Cli.Training;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Checking;

/// <summary>The whole of <c>check</c>: spec, audits, verdicts, reports, exit code.</summary>
internal static class CheckRun
{
    public static string ToolVersion { get; } =
        typeof(CheckRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static ExitCode Run(CheckOptions options)
    {
        var output = options.Output;
        return Guarded.Run(token => Run(SpecFinder.Find(options.Config), options, ref output, token), () => output);
    }

    private static ExitCode Run(string specPath, CheckOptions options, ref string? folder, CancellationToken token)
    {
        // Known from here on, so that a failure further down knows it too.
        WorkFolder.Sweep(TimeProvider.System.GetUtcNow());
        var output = folder ??= Path.Combine(Path.GetDirectoryName(specPath) ?? "", "privacygate-report");
        var hashes = new FileHashes(options.Cache is not null || options.Receipt);
        hashes.Remember([Path.GetFullPath(specPath)], token);
        var read = SpecReader.Read(specPath, options.Root);
        hashes.RequireUnchanged(Path.GetFullPath(specPath), specPath, new SourceLocation(specPath), token);
        return read.Spec is { } spec
            ? Audit(spec, hashes, options, output, token)
            : Finish(Audits.None(specPath, read.Errors), hashes, specPath, options, output, token);
    }

    private static ExitCode Audit(GateSpec spec, FileHashes hashes, CheckOptions options, string output, CancellationToken token)
    {
        using var progress = ProgressLine.Create(options.ShowProgress, TimeProvider.System);
        var audit = new ModelAudit(new ResultCache(options.Cache), hashes, options, progress, token);
        var audits = Audits.None(spec.Path, []);
        for (var at = 0; at < spec.Models.Count; at++)
        {
            using var time = options.Time.Share(spec.Models.Count - at, token);
            audits = audits.With(spec.Models[at], spec.Models, audit, time);
        }

        progress.Dispose();
        return Finish(audits, hashes, spec.Path, options, output, token, spec);
    }

    private static ExitCode Finish(Audits audits, FileHashes hashes, string specPath, CheckOptions options, string output, CancellationToken token, GateSpec? spec = null)
    {
        var paths = ShownPaths.For(specPath);
        var run = new GateRun(
            new GateReport(ToolVersion, options.Profile.Name, [.. audits.Results.Select(paths.Of)]),
            [.. audits.Problems.Select(paths.Of)],
            options.Strict || FewerRecords.MakesStrict(audits.Results),
            paths.Of(specPath),
            paths.Of(Path.Combine(output, "report.md")));
        ReportFolder.Write(output, run, token, new InputsSink(audits.Files, hashes));

        // The verdict stands: from here on nothing is cancelled, and no receipt that fails may hide it.
        Diagnostic[] receipts = spec is not null && options.Receipt ? [.. Receipts.Write(spec, run.Report, hashes).Select(paths.Of)] : [];
        Terminal.Show(run);
        DiagnosticLines.Print(receipts);
        return GateExit.Of(run, receipts);
    }
}
