using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;
using Spectre.Console;

namespace PrivacyGate.IO.Sinks;

/// <summary>
/// What a run prints: a table of the models, worst first, and one canonical line for every warning and error. Without
/// colours, boxes and wrapping where the output is no terminal or colours are switched off (NO_COLOR).
/// </summary>
public static class ConsoleReport
{
    private static readonly string[] Titles = ["model", "verdict", "worst attack", "advantage", "interval", "budget", "records"];

    public static void Write(IAnsiConsole console, ReportView report)
    {
        var plain = IsPlain(console);
        var writer = console.Profile.Out.Writer;
        if (report.Models.Count > 0 && plain)
        {
            Lines(writer, PlainTable([Titles, .. report.Models.Select(Cells)]));
        }
        else if (report.Models.Count > 0)
        {
            console.Write(RichTable(report.Models));
        }

        // Past Spectre's wrapping: a broken line is no longer a link, nor an annotation.
        Lines(writer, report.Lines.Where(diagnostic => diagnostic.Severity != Severity.Message).Select(diagnostic => CanonicalLine.Format(diagnostic, console.Profile.Capabilities.Unicode)));
        writer.Flush();
    }

    private static bool IsPlain(IAnsiConsole console) =>
        !console.Profile.Out.IsTerminal
        || !console.Profile.Capabilities.Ansi
        || console.Profile.Capabilities.ColorSystem == ColorSystem.NoColors;

    private static string[] Cells(ModelView model) =>
    [
        PlainText.Clip(LogLine.Text(model.Name), 40),
        model.Verdict,
        LogLine.Text(model.WorstAttack ?? "none"),
        model.Advantage.Number is null ? "none" : model.Advantage.Value,
        model.Advantage is { Lower: not null, Upper: not null } advantage ? advantage.Interval : "none",
        model.Advantage.Budget,
        $"{model.Members} + {model.NonMembers}",
    ];

    private static Table RichTable(IReadOnlyList<ModelView> models)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in Titles)
        {
            // Verdict and figures must be readable on the narrowest terminal; names may wrap.
            var mayWrap = title is "model" or "worst attack" or "records";
            table.AddColumn(new TableColumn(new Text(title)) { NoWrap = !mayWrap, Padding = new Padding(0, 0, 1, 0) });
        }

        foreach (var model in models)
        {
            var cells = Cells(model);
            table.AddRow(cells.Select((cell, column) => new Text(cell, column == 1 ? StyleOf(model.Kind) : Style.Plain)));
        }

        return table;
    }

    private static Style StyleOf(VerdictKind kind) => new(kind switch
    {
        VerdictKind.Pass => Color.Green,
        VerdictKind.Inconclusive => Color.Yellow,
        _ => Color.Red,
    }, decoration: Decoration.Bold);

    private static IEnumerable<string> PlainTable(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static void Lines(TextWriter writer, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            writer.Write(line + "\n");
        }
    }
}
