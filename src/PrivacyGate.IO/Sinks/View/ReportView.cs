using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>One run as people read it, picked, rounded and worded once. Writers decide the layout, never a figure or a sentence.</summary>
public sealed class ReportView
{
    /// <summary>What the reports keep.</summary>
    public const string Promise = "Same files, same seed and same version give the same report to the last byte";

    /// <summary>What the reports do not tell.</summary>
    public const string NoRecord = "It holds figures over whole sides and slices only; nothing in it tells of a single record.";

    public ReportView(GateRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Run = run;
        var worstFirst = ModelFigures.WorstFirst(run.Report.Models);
        var errors = run.Diagnostics.Count(static diagnostic => diagnostic.Severity == Severity.Error);
        Kind = worstFirst is [var worst, ..] && errors == 0 ? worst.Verdict.Kind : null;
        Word = Headline.Banner(Kind);
        Sentence = Headline.Sentence(worstFirst, errors);
        Models = [.. worstFirst.Select(model => new ModelView(model, run.Strict))];
        Results = [.. run.Report.Models.SelectMany(model => RunDiagnostics.Results(model, run.Strict))];
        Reproduce = ReproduceLine.Of(run);
        MadeBy = Phrase.Of($"PrivacyGate {Phrase.Name(run.Report.ToolVersion)}, profile {Phrase.Name(run.Report.Profile)}.");
    }

    /// <summary>Every digit, for what is no report for people.</summary>
    public GateRun Run { get; }

    /// <summary>The verdict of the whole run, or null where there is none.</summary>
    public VerdictKind? Kind { get; }

    /// <summary>"FAIL".</summary>
    public string Word { get; }

    /// <summary>What follows the word.</summary>
    public Phrase Sentence { get; }

    /// <summary>What is wrong outside any audit.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Run.Diagnostics;

    /// <summary>The worst first.</summary>
    public IReadOnlyList<ModelView> Models { get; }

    /// <summary>Every violation, in the order of the spec.</summary>
    public IReadOnlyList<ResultRow> Results { get; }

    /// <summary>The command that makes the same figures again.</summary>
    public string Reproduce { get; }

    /// <summary>Version and profile.</summary>
    public Phrase MadeBy { get; }

    /// <summary>What a build prints: a line a diagnostic, in the order of the spec.</summary>
    /// <exception cref="InvalidOperationException">A verdict states no reason: a mistake in the program.</exception>
    public IReadOnlyList<Diagnostic> Lines => RunDiagnostics.Of(Run);
}
