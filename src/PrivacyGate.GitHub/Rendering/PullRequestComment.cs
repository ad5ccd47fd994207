using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>The comment on a pull request: what this change did to leakage, for somebody who has a minute.</summary>
public static class PullRequestComment
{
    /// <summary>UTF-16 units; GitHub refuses comments of more than 65,536 characters.</summary>
    public const int Budget = 60_000;

    private const int MostRows = 20;
    private const int MostLines = 10;

    /// <summary>Sections are dropped whole until the comment fits, in this order: attacks, curves, warnings and reasons, advice, table.</summary>
    /// <param name="run">What to tell.</param>
    /// <param name="identity">Of which run.</param>
    /// <param name="baseline">The run on the base branch, or null: the column then says that there is no base value.</param>
    /// <param name="budget">The most UTF-16 units it may take, at least 3,000.</param>
    /// <returns>Markdown that starts with the hidden marker and ends with a link to the run.</returns>
    public static string Render(GateRun run, RunIdentity identity, GateRun? baseline = null, int budget = Budget)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(identity);
        Part[] parts =
        [
            new($"{identity.Marker}\n{Sections.Heading(run)}", BudgetedText.Always),
            new(Sections.Meaning(run), 6),
            new(Sections.Problems(run, MostLines), 5),
            new(LoosenedGate.Section(run, baseline, MostLines), 5),
            new(ModelTable.Of(run, baseline, MostRows), 5),
            new(AdviceList.Of(run), 4),
            new(Sections.Why(run, MostLines), 3),
            new(Sections.Warnings(run, MostLines), 3),
            .. CurveChart.OfWorst(run).Select(chart => new Part(chart, 2)),
            .. ModelFigures.WorstFirst(run.Report.Models).Take(MostRows).Select(model => new Part(AttackDetails.Of(model), 1)),
            new(Sections.Footer(run, identity), BudgetedText.Always),
        ];
        return BudgetedText.Fit(parts, "*Shortened to fit; the job summary of the run has everything.*", static text => text.Length, budget);
    }
}
