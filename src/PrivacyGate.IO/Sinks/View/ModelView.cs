using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>One model's part of a report.</summary>
public sealed class ModelView(ModelResult model, bool strict)
{
    public const string QueryCostsTitle = "What it costs an attacker";

    public const string QueryCostsLead = "These attacks ask about changed copies of a record, and get further the more often they may ask; every other attack asks once. A limit on queries helps only as far as the advantage below it is small.";

    public string Name { get; } = model.Name;

    public string Sha256 { get; } = model.Sha256;

    public VerdictKind Kind { get; } = model.Verdict.Kind;

    /// <summary>"fail".</summary>
    public string Verdict { get; } = Headline.Word(model.Verdict.Kind);

    /// <summary>Two sentences for someone who does not know the field.</summary>
    public string Meaning { get; } = Headline.Meaning(model);

    /// <summary>What is held against the budget first of all.</summary>
    public FigureView Advantage { get; } = FigureView.Of(ModelFigures.Headline(model), model.Budget.Advantage);

    /// <summary>The attack that shows it; null where there is no such figure.</summary>
    public string? WorstAttack { get; } = ModelFigures.Headline(model)?.ShownBy;

    public string Members { get; } = Figures.Count(model.Report.Counts.Members);

    public string NonMembers { get; } = Figures.Count(model.Report.Counts.NonMembers);

    /// <summary>"1,000 members, 1,200 non-members".</summary>
    public string Sides { get; } = Reasons.Sides(model.Report.Counts);

    /// <summary>Each violation as the build weighs it.</summary>
    public IReadOnlyList<Diagnostic> Violations { get; } =
        [.. model.Verdict.Violations.Select(violation => new Diagnostic(violation.Code, Reasons.SeverityOf(model.Verdict, violation, strict), violation.Message, null))];

    public IReadOnlyList<Diagnostic> Warnings { get; } = [.. model.Report.Warnings.Select(static warning => warning with { Location = null })];

    /// <summary>Empty for a model that passed.</summary>
    public IReadOnlyList<Phrase> Advice { get; } = View.Advice.For(model);

    public IReadOnlyList<Phrase> RecordsNeeded { get; } = [.. Reasons.Needed(model)];

    /// <summary>Why, what to do, how many records would decide, warnings.</summary>
    public IReadOnlyList<ListView> Lists =>
    [
        new("Why", [.. Violations.Select(Remark.InFull)]),
        new("What to do", [.. Advice.Select(static hint => hint.Capitalized)]),
        new("How many records would decide", RecordsNeeded),
        new("Warnings", [.. Warnings.Select(Remark.Short)]),
    ];

    public AttackTable Attacks { get; } = new(model);

    /// <summary>The largest advantage first, other metrics after.</summary>
    public IReadOnlyList<SliceRow> Slices { get; } =
    [
        .. from finding in model.Report.Findings
           where finding.Slice != SliceIds.All && finding.Value is not null
           let isAdvantage = finding.Metric == MetricIds.Advantage
           orderby isAdvantage descending, finding.Value descending
           select new SliceRow(finding.Attack, MetricNames.Of(finding.Metric), finding.Slice, FigureView.Of(finding, model.Budget), isAdvantage),
    ];

    public ListView UndecidedSlices { get; } = new(
        "Slices that these records cannot decide (they do not change the verdict)",
        [.. model.Verdict.UndecidedSlices.Select(static slice => Phrase.Of($"{Phrase.Name(slice.Slice)}: {Phrase.Message(slice.Message)}"))]);

    /// <summary>Attacks that could not be run, with the reason.</summary>
    public ListView NotRun { get; } = new(
        "Not run:",
        [.. model.Report.Refused.Select(static refused => Phrase.Of($"{Phrase.Name(refused.Attack)}: {Phrase.Message(refused.Reason)}"))]);

    /// <summary>Left out is not within budget.</summary>
    public ListView NotMeasured { get; } = new(
        "What was not measurable, and why",
        [
            .. Reasons.NotMeasured(model.Report),
            .. model.Report.Refused.Select(static refused => Phrase.Of($"attack {Phrase.Name(refused.Attack)} was not run: {Phrase.Message(refused.Reason)}")),
        ]);

    public FilesView Files { get; } = new(model);

    /// <summary>Of attacks that ask more than once, in the order of the report; none where nothing was measured.</summary>
    public IReadOnlyList<QueryCostView> QueryCosts { get; } = [.. model.Report.QueryCosts.Where(static cost => cost.Points[^1].Queries > 1).Select(Drawings.Of)];

    /// <summary>The strongest attack first.</summary>
    public IReadOnlyList<CurveView> Curves { get; } = [.. Drawings.WorstFirst(model.Report, model.Report.Curves, static curve => curve.Attack).Select(Drawings.Of)];

    /// <summary>Of the attack that the verdict rests on; of another only where that one has no threshold low enough; null where none has.</summary>
    public CurveView? MainCurve { get; } = Drawings.MainCurve(model);

    /// <summary>The strongest attack first.</summary>
    public IReadOnlyList<HistogramView> Histograms { get; } = [.. Drawings.WorstFirst(model.Report, model.Report.Histograms, static histogram => histogram.Attack).Select(Drawings.Of)];

    public Provenance Provenance { get; } = new(model);
}
