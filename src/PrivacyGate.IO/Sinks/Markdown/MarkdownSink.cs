using System.Text;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Markdown;

/// <summary>report.md: for the reviewer of the change and the privacy officer. The verdict in words first, figures after.</summary>
public sealed class MarkdownSink : ISink
{
    private const string Guide = HelpLink.Project + "/blob/main/docs/report.md";

    public string FileName => "report.md";

    public void Write(ReportView report, Stream output)
    {
        string[] sections =
        [
            $"# {report.Word}: {MarkdownText.Line(report.Sentence)}",
            Diagnostics(report),
            Overview(report.Models),
            .. report.Models.Select(MarkdownModel.Section),
            Reproduce(report),
        ];
        output.Write(Encoding.UTF8.GetBytes(string.Join("\n\n", sections.Where(static section => section.Length > 0)) + "\n"));
    }

    private static string Diagnostics(ReportView report) => report.Diagnostics.Count == 0 ? ""
        : $"## Configuration\n\n{string.Join('\n', report.Diagnostics.Select(static diagnostic => $"- {MarkdownText.Line(Remark.InFull(diagnostic))}"))}";

    private static string Overview(IReadOnlyList<ModelView> models) => models.Count == 0 ? ""
        : MarkdownText.Table(["model", "verdict", "worst attack", "membership advantage", "interval", "budget", "members", "non-members"], models.Select(static model => MarkdownText.Row(
            MarkdownText.Cell(model.Name),
            $"**{model.Verdict}**",
            model.WorstAttack is { } attack ? MarkdownText.Cell(attack) : "none",
            model.Advantage.Value,
            model.Advantage.Interval,
            model.Advantage.Budget,
            model.Members,
            model.NonMembers)));

    private static string Reproduce(ReportView report) =>
        $"""
        ## Reproduce

        `{report.Reproduce}`

        {ReportView.Promise}, but for the seconds that shadow models took. {MarkdownText.Line(report.MadeBy)} [How to read this report]({Guide}). {ReportView.NoRecord}
        """.ReplaceLineEndings("\n");
}
