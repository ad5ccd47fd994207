using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.Cli.Checking;

/// <summary>The exit code of a run: nothing but the verdicts, and whatever kept a model from having one.</summary>
internal static class GateExit
{
    /// <param name="run">The run.</param>
    /// <param name="afterwards">What went wrong when all was decided: tells only of a run that would pass without it.</param>
    public static ExitCode Of(GateRun run, IReadOnlyList<Diagnostic> afterwards) =>
        Of(run) is var decided && decided == ExitCode.Pass && FirstError(afterwards) is { } late ? RuleCatalog.Find(late.Id).ExitCode : decided;

    public static ExitCode Of(GateRun run)
    {
        var problem = FirstError(run.Diagnostics);
        var verdicts = run.Report.Models.Select(static model => model.Verdict.Kind).ToHashSet();
        return problem is not null ? RuleCatalog.Find(problem.Id).ExitCode
            : verdicts.Contains(VerdictKind.Invalid) ? ExitCode.Input
            : verdicts.Contains(VerdictKind.Fail) ? ExitCode.OverBudget
            : verdicts.Contains(VerdictKind.Inconclusive) && run.Strict ? ExitCode.InconclusiveUnderStrict
            : ExitCode.Pass;
    }

    private static Diagnostic? FirstError(IReadOnlyList<Diagnostic> diagnostics) =>
        diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == Severity.Error);
}
