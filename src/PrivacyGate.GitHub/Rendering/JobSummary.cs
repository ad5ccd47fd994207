using System.Text;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>The summary of the job: the comment's text with every model and attack.</summary>
public static class JobSummary
{
    /// <summary>Bytes; GitHub drops a step's summary of more than 1 MiB, and the step stays green.</summary>
    public const int Budget = 1_000_000;

    private const int MostLines = 200;

    /// <summary>What became of telling GitHub, to follow the summary; empty when all went well.</summary>
    public static string Notices(IReadOnlyList<Diagnostic> notices) =>
        Markdown.List("**Telling GitHub**", notices.Select(notice => $"{Markdown.Code(notice.Id)}: {Markdown.Sentence(notice.Message)}"), MostLines) is { Length: > 0 } list ? $"\n{list}\n" : "";

    /// <summary>Sections are dropped whole until the summary fits, in the order of the comment.</summary>
    /// <param name="run">What to tell.</param>
    /// <param name="identity">Of which run.</param>
    /// <param name="baseline">The run on the base branch, or null.</param>
    /// <param name="budget">The most bytes it may take, at least 5,000.</param>
    public static string Render(GateRun run, RunIdentity identity, GateRun? baseline = null, int budget = Budget)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(identity);
        Part[] parts =
        [
            new(Sections.Heading(run), BudgetedText.Always),
            new(Sections.Meaning(run), 6),
            new(Sections.Problems(run, MostLines), 5),
            new(LoosenedGate.Section(run, baseline, MostLines), 5),
            new(ModelTable.Of(run, baseline, MostLines), 5),
            new(AdviceList.Of(run), 4),
            new(Sections.Why(run, MostLines), 3),
            new(Sections.Warnings(run, MostLines), 3),
            .. CurveChart.Of(run).Select(chart => new Part(chart, 2)),
            .. ModelFigures.WorstFirst(run.Report.Models).Select(model => new Part(AttackDetails.Of(model), 1)),
            new(Sections.Footer(run, identity), BudgetedText.Always),
        ];
        return BudgetedText.Fit(parts, "*Shortened to fit; report.md has everything.*", Encoding.UTF8.GetByteCount, budget);
    }
}
