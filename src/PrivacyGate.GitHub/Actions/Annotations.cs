using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Actions;

/// <summary>Errors and warnings of a run as annotations.</summary>
public static class Annotations
{
    /// <summary>A runner shows 10 of a kind a step and drops the rest in the order printed, without a word.</summary>
    public const int Limit = 10;

    /// <summary>The worst first, at most nine, and one that says how many more there are.</summary>
    public static IReadOnlyList<string> Of(GateRun run)
    {
        Diagnostic[] all = [.. RunDiagnostics.Of(run).Where(diagnostic => diagnostic.Severity != Severity.Message).OrderByDescending(diagnostic => diagnostic.Severity)];
        if (all.Length <= Limit)
        {
            return [.. all.Select(Of)];
        }

        var more = all.Length - (Limit - 1);
        return
        [
            .. all.Take(Limit - 1).Select(Of),
            WorkflowCommand.Annotation(all[Limit - 1].Severity, "PrivacyGate", $"{Figures.Count(more)} more; the job summary lists them"),
        ];
    }

    public static string Of(Diagnostic diagnostic) => WorkflowCommand.Annotation(
        diagnostic.Severity,
        $"{diagnostic.Id} {RuleCatalog.Find(diagnostic.Id).Title}",
        $"{PlainText.Clip(diagnostic.Message, 4000)} ({HelpLink.For(diagnostic.Id)})",
        diagnostic.Location);
}
