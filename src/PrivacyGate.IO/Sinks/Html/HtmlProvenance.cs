using System.Globalization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What exactly was audited, how the figures came about and how to get them again.</summary>
internal static class HtmlProvenance
{
    private static readonly HtmlColumn[] RecordColumns =
        ["side", HtmlColumn.Number("records judged"), HtmlColumn.Number("dropped as equal"), HtmlColumn.Number("accuracy")];

    public static Markup Model(ModelResult model, string id) => Markup.Lines(Records(model.Report, id), Method(model));

    public static Markup Section(GateRun run) => Markup.Of(
        $"""
        <section class="card" aria-labelledby="reproduce">
        <h2 id="reproduce">Reproduce</h2>
        <p class="command"><code>{ReproduceLine.Of(run)}</code></p>
        <p>Same files, same seed and same version give the same report to the last byte.</p>
        </section>
        """);

    public static Markup Footer(GateRun run) => Markup.Of(
        $"""
        <footer>
        <p>PrivacyGate {HtmlText.Name(run.Report.ToolVersion)}, profile {HtmlText.Name(run.Report.Profile)}. {HtmlText.Page("report.md", "How to read this report")}.</p>
        </footer>
        """);

    private static Markup Records(AuditReport report, string id)
    {
        (RecordCounts counts, SideAccuracy accuracy) = (report.Counts, report.Accuracy);
        return Markup.Of(
            $"""
            <h3>Records and accuracy</h3>
            {HtmlTable.Of(
                $"{id}-records",
                "A large gap between the accuracies is over-fitting, the usual cause of a leak",
                RecordColumns,
                [
                    Side("members", counts.Members, Figures.Count(counts.EqualMembers), Figures.Share(accuracy.Members)),
                    Side("non-members", counts.NonMembers, Figures.Count(counts.EqualNonMembers), Figures.Share(accuracy.NonMembers)),
                    Side("reference", counts.Reference, "", ""),
                ])}
            """);
    }

    private static Markup[] Side(string side, int records, string equal, string accuracy) =>
        [Markup.Of($"{side}"), Markup.Of($"{Figures.Count(records)}"), Markup.Of($"{equal}"), Markup.Of($"{accuracy}")];

    private static Markup Method(ModelResult model) => Markup.Of(
        $"""
        <h3>Method and provenance</h3>
        <dl class="facts">
        {Fact("model file", HtmlText.Name(model.Path))}
        {Fact("SHA-256", HtmlText.Name(model.Sha256))}
        {Markup.Lines(model.Recognition.Select(recognised => Fact("recognised", HtmlText.Sentence(recognised))))}
        {Fact("seed", Markup.Of($"{model.Seed.ToString(CultureInfo.InvariantCulture)}"))}
        {Fact("records the model was asked about", Markup.Of($"{Figures.Count(model.Queries)}"))}
        {(model.Report.Shadows is { } shadows ? Shadows(shadows) : Markup.None)}
        </dl>
        {Methods(model.Report.Findings)}
        """);

    // Without the seconds they took, which are another figure on every machine: this file is the same byte for byte.
    private static Markup Shadows(ShadowSummary shadows) => Markup.Lines(
        Fact("shadow models", Markup.Of($"{Figures.Count(shadows.Count)} of kind {HtmlText.Name(shadows.Kind)}, {HtmlText.Sentence(shadows.Trainer)}")),
        Fact("records of each", Markup.Of($"{Figures.Count(shadows.Records)} (the model: {Figures.Count(shadows.TargetRecords)}), {HtmlText.Sentence(shadows.Source)}")),
        Fact("as well fitted as the model", Markup.Of($"{Figures.Count(shadows.Matched)} of {Figures.Count(shadows.Count)}")),
        Fact("mean loss on own records", Markup.Of($"{Figures.Value(shadows.MeanMemberLoss)} (the model on its members: {Figures.Value(shadows.TargetMemberLoss)})")));

    private static Markup Fact(string term, Markup fact) => Markup.Of($"<div><dt>{term}</dt><dd>{fact}</dd></div>");

    private static Markup Methods(IReadOnlyList<Finding> findings)
    {
        Markup[] methods =
        [
            .. from finding in findings
               where finding.Value is not null
               group finding by (finding.Method, finding.Estimand, finding.AdjustedFor) into same
               let metrics = string.Join(", ", same.Select(finding => MetricNames.Of(finding.Metric)).Distinct())
               select Markup.Of($"<li><strong>{metrics}</strong>. Estimates: {Clause(same.Key.Estimand)}. Method: {Clause(same.Key.Method)}. Interval adjusted for: {Clause(same.Key.AdjustedFor)}.</li>"),
        ];
        return methods.Length == 0 ? Markup.None : Markup.Of($"<ul class=\"methods\">\n{Markup.Lines(methods)}\n</ul>");
    }

    private static string Clause(string text) => text.Trim().TrimEnd('.');
}
