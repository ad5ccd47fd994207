using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>The comment on a pull request: what this change did to leakage, for somebody who has a minute.</summary>
public static class PullRequestComment
{
    /// <summary>UTF-16 units; GitHub refuses comments of more than 65,536 characters.</summary>
    public const int Budget = 60_000;

    /// <summary>Sections are dropped whole until the comment fits, in this order: attacks, curves, warnings and reasons, advice, table.</summary>
    /// <param name="report">What to tell.</param>
    /// <param name="identity">Of which run.</param>
    /// <param name="baseline">The run on the base branch, or null: the column then says that there is no base value.</param>
    /// <param name="budget">The most UTF-16 units it may take, at least 3,000.</param>
    /// <returns>Markdown that starts with the hidden marker and ends with a link to the run.</returns>
    public static string Render(ReportView report, RunIdentity identity, GateRun? baseline = null, int budget = Budget)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(identity);
        var parts = Sections.Of(report, identity, baseline, new Room(Rows: 20, Lines: 10, Charts: 3, Details: 20));
        parts[0] = parts[0] with { Text = $"{identity.Marker}\n{parts[0].Text}" };
        return BudgetedText.Fit(parts, "*Shortened to fit; the job summary of the run has everything.*", static text => text.Length, budget);
    }
}
