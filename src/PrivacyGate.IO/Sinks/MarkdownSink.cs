using System.Text;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>report.md: for the reviewer of the change and the privacy officer. The verdict in words first, figures after.</summary>
public sealed class MarkdownSink : ISink
{
    private const string Guide = HelpLink.Project + "/blob/main/docs/report.md";

    public string FileName => "report.md";

    public void Write(GateRun run, Stream output)
    {
        IReadOnlyList<ModelResult> models = ModelFigures.WorstFirst(run.Report.Models);
        var sections = new List<string> { "# " + Headline.Markdown(run) };
        if (run.Diagnostics.Count > 0)
        {
            sections.Add(Diagnostics(run.Diagnostics));
        }

        if (models.Count > 0)
        {
            sections.Add(Overview(models));
            sections.AddRange(models.Select(model => MarkdownModel.Section(model, run.Strict)));
        }

        sections.Add(Reproduce(run));
        output.Write(Encoding.UTF8.GetBytes(string.Join("\n\n", sections) + "\n"));
    }

    private static string Diagnostics(IReadOnlyList<Diagnostic> diagnostics) =>
        "## Configuration\n\n" + string.Join('\n', diagnostics.Select(Line));

    private static string Line(Diagnostic diagnostic)
    {
        string place = diagnostic.Location switch
        {
            null => "",
            { Line: > 0 } location => FormattableString.Invariant($" {MarkdownText.Name(location.Path)} line {location.Line}:"),
            { } location => $" {MarkdownText.Name(location.Path)}:",
        };
        return $"- {MarkdownModel.Code(diagnostic.Id)} ({MarkdownModel.Word(diagnostic.Severity)}):{place} {MarkdownText.Sentence(diagnostic.Message)}";
    }

    private static string Overview(IReadOnlyList<ModelResult> models) => string.Join('\n', models.Select(Row).Prepend(
        """
        | model | verdict | worst attack | membership advantage | interval | budget | members | non-members |
        |---|---|---|---|---|---|---|---|
        """.ReplaceLineEndings("\n")));

    private static string Row(ModelResult model)
    {
        Finding? headline = ModelFigures.Headline(model);
        double? limit = model.Budget.Advantage;
        string attack = headline is null ? "none" : MarkdownText.Cell(headline.ShownBy);
        return MarkdownModel.TableRow(
            MarkdownText.Cell(model.Name),
            $"**{Headline.Word(model.Verdict.Kind)}**",
            attack,
            Figures.Value(headline?.Value, limit),
            Figures.Interval(headline?.Lower, headline?.Upper, limit),
            Figures.Limit(limit),
            Figures.Count(model.Report.Counts.Members),
            Figures.Count(model.Report.Counts.NonMembers));
    }

    private static string Reproduce(GateRun run) =>
        $"""
        ## Reproduce

        `{ReproduceLine.Of(run)}`

        Same files, same seed and same version give the same report to the last byte, but for the seconds that shadow models took. PrivacyGate {MarkdownText.Name(run.Report.ToolVersion)}, profile {MarkdownText.Name(run.Report.Profile)}. [How to read this report]({Guide}). It holds figures over whole sides and slices only; nothing in it tells of a single record.
        """.ReplaceLineEndings("\n");
}
