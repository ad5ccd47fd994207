using System.Text;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>The summary of the job: the comment's text with every model and attack.</summary>
public static class JobSummary
{
    /// <summary>Bytes; GitHub drops a step's summary of more than 1 MiB, and the step stays green.</summary>
    public const int Budget = 1_000_000;

    private const int MostLines = 200;

    /// <summary>What became of telling GitHub, to follow the summary; empty when all went well.</summary>
    public static string Notices(IReadOnlyList<Diagnostic> notices) =>
        Markdown.List("**Telling GitHub**", notices.Select(static notice => Remark.Short(notice with { Location = null })), MostLines) is { Length: > 0 } list ? $"\n{list}\n" : "";

    /// <summary>Sections are dropped whole until the summary fits, in the order of the comment.</summary>
    /// <param name="report">What to tell.</param>
    /// <param name="identity">Of which run.</param>
    /// <param name="baseline">The run on the base branch, or null.</param>
    /// <param name="budget">The most bytes it may take, at least 5,000.</param>
    public static string Render(ReportView report, RunIdentity identity, GateRun? baseline = null, int budget = Budget)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(identity);
        var parts = Sections.Of(report, identity, baseline, new Room(MostLines, MostLines));
        return BudgetedText.Fit(parts, "*Shortened to fit; report.md has everything.*", Encoding.UTF8.GetByteCount, budget);
    }
}
