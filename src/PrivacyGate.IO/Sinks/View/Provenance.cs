using System.Globalization;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>What exactly was audited and how the figures came about.</summary>
public sealed class Provenance(ModelResult model)
{
    /// <summary>What says how well the model does its task: accuracy, or what takes its place.</summary>
    public IReadOnlyList<string> FitNames { get; } = [.. FitOf(model).Select(static figure => figure.Name)];

    public bool IsOfClasses { get; } = model.Report.Fit.Count == 0;

    /// <summary>What a heading calls <see cref="FitNames"/>.</summary>
    public string FitWord => IsOfClasses ? "accuracy" : "fit";

    public IReadOnlyList<SideRow> Sides { get; } = SidesOf(model.Report.Counts, FitOf(model));

    /// <summary>Which model, as it was read.</summary>
    public IReadOnlyList<(string Term, Phrase Fact)> Model { get; } =
    [
        ("model file", Phrase.Of($"{Phrase.Name(model.Path)}")),
        ("SHA-256", Phrase.Of($"{Phrase.Name(model.Sha256)}")),
        .. model.Recognition.Select(static recognised => ("recognised", Phrase.Of($"{Phrase.Message(recognised)}"))),
    ];

    /// <summary>Shadow models in one line, with the seconds they took; null when none were trained.</summary>
    public Phrase? ShadowsWithSeconds { get; } = model.Report.Shadows is { } shadows ? InOneLine(shadows, model.ShadowSeconds) : null;

    /// <summary>Shadow models without the seconds they took, which differ on every machine.</summary>
    public IReadOnlyList<(string Term, Phrase Fact)> Shadows { get; } = model.Report.Shadows is { } shadows ? Facts(shadows) : [];

    public IReadOnlyList<(string Term, Phrase Fact)> Audit { get; } =
    [
        ("seed", Phrase.Of($"{model.Seed.ToString(CultureInfo.InvariantCulture)}")),
        ("records the model was asked about", Phrase.Of($"{Figures.Count(model.Queries)}")),
        .. model.Report.PredictedAdvantage is { } predicted ? [("advantage estimated from the two RMSE before any attack", Phrase.Of($"{Figures.Value(predicted)} (Yeom et al. 2018, normal residuals; no verdict rests on it)"))] : Array.Empty<(string, Phrase)>(),
    ];

    public IReadOnlyList<MethodRow> Methods { get; } =
    [
        .. from finding in model.Report.Findings
           where finding.Value is not null
           group MetricNames.Of(finding.Metric) by (finding.Method, finding.Estimand, finding.AdjustedFor) into same
           select new MethodRow(
               string.Join(", ", same.Distinct()),
               $"Estimates: {Clause(same.Key.Estimand)}. Method: {Clause(same.Key.Method)}. Interval adjusted for: {Clause(same.Key.AdjustedFor)}."),
    ];

    /// <summary>A classifier's accuracy, or how well another model does its task.</summary>
    internal static IReadOnlyList<FitFigure> FitOf(ModelResult model) => model.Report is { Fit.Count: > 0 } other
        ? other.Fit
        : [new FitFigure("accuracy", model.Report.Accuracy.Members, model.Report.Accuracy.NonMembers)];

    /// <summary>Accuracy is a share; what takes its place has any unit.</summary>
    internal static string Told(FitFigure figure, double value) => figure.Name == "accuracy" ? Figures.Share(value) : Figures.Measure(value);

    private static SideRow[] SidesOf(RecordCounts counts, IReadOnlyList<FitFigure> fit) =>
    [
        new("members", Figures.Count(counts.Members), Figures.Count(counts.EqualMembers), [.. fit.Select(static figure => Told(figure, figure.Members))]),
        new("non-members", Figures.Count(counts.NonMembers), Figures.Count(counts.EqualNonMembers), [.. fit.Select(static figure => Told(figure, figure.NonMembers))]),
        new("reference", Figures.Count(counts.Reference), "", [.. fit.Select(static _ => "")]),
    ];

    private static Phrase InOneLine(ShadowSummary shadows, double? seconds)
    {
        var time = seconds is { } span ? string.Create(CultureInfo.InvariantCulture, $", {span:0.0} s") : "";
        var loss = string.Create(CultureInfo.InvariantCulture, $"loss on their own records {shadows.MeanMemberLoss:0.####} (the model's on its members: {shadows.TargetMemberLoss:0.####}), {shadows.MeanEpochs:0.#} epochs");
        return Phrase.Of($"{Kind(shadows)}; records: {Phrase.Message(shadows.Source)}, {Each(shadows)}; {Matched(shadows)} matched, {loss}{time}");
    }

    private static (string, Phrase)[] Facts(ShadowSummary shadows) =>
    [
        ("shadow models", Kind(shadows)),
        ("records of each", Phrase.Of($"{Figures.Count(shadows.Records)} (the model: {Figures.Count(shadows.TargetRecords)}), {Phrase.Message(shadows.Source)}")),
        ("as well fitted as the model", Phrase.Of($"{Matched(shadows)}")),
        ("mean loss on own records", Phrase.Of($"{Figures.Value(shadows.MeanMemberLoss)} (the model on its members: {Figures.Value(shadows.TargetMemberLoss)})")),
    ];

    private static Phrase Kind(ShadowSummary shadows) =>
        Phrase.Of($"{Figures.Count(shadows.Count)} of kind {Phrase.Name(shadows.Kind)}, {Phrase.Message(shadows.Trainer)}");

    private static string Each(ShadowSummary shadows) => $"{Figures.Count(shadows.Records)} each (the model: {Figures.Count(shadows.TargetRecords)})";

    private static string Matched(ShadowSummary shadows) => $"{Figures.Count(shadows.Matched)} of {Figures.Count(shadows.Count)}";

    private static string Clause(string text) => text.Trim().TrimEnd('.');
}
