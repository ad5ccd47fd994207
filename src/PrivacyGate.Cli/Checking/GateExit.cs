using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.Cli.Checking;

/// <summary>The exit code of a run: nothing but the verdicts, and whatever kept a model from having one.</summary>
internal static class GateExit
{
    public static ExitCode Of(GateRun run)
    {
        var problem = run.Diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == Severity.Error);
        var verdicts = run.Report.Models.Select(static model => model.Verdict.Kind).ToHashSet();
        return problem is not null ? ExitCodes.Of(problem)
            : verdicts.Contains(VerdictKind.Invalid) ? ExitCode.Input
            : verdicts.Contains(VerdictKind.Fail) ? ExitCode.OverBudget
            : verdicts.Contains(VerdictKind.Inconclusive) && run.Strict ? ExitCode.InconclusiveUnderStrict
            : ExitCode.Pass;
    }
}
