using System.Text;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Keeping;

namespace PrivacyGate.Cli.Checking;

/// <summary>
/// <c>models.tsv</c>: what the analyzers of the next build are told. First line <c>privacygate-models 1</c>, then a row a file: its part
/// (spec, model, members, holdout, reference), full path, SHA-256; and of a model that was audited, the verdict and its figure.
/// </summary>
internal sealed class ModelsSink(string specPath, GateSpec? spec, IReadOnlyList<ModelResult> results, FileHashes hashes) : ISink
{
    public const string Name = "models.tsv";

    public string FileName => Name;

    public void Write(ReportView report, Stream output)
    {
        var rows = Rows().Distinct().Select(static row => string.Join('\t', row.Part, VerdictTsvSink.Escape(row.Path), row.Hash, row.Verdict, VerdictTsvSink.Escape(row.Figure)) + "\n");
        output.Write(Encoding.UTF8.GetBytes("privacygate-models 1\n" + string.Concat(rows)));
    }

    private IEnumerable<Row> Rows()
    {
        yield return File("spec", Path.GetFullPath(specPath));
        foreach (var model in spec?.Models ?? [])
        {
            yield return results.FirstOrDefault(result => result.Name == model.Name.Value) is { } result
                ? File("model", model.Model.FullPath) with { Verdict = Headline.Word(result.Verdict.Kind), Figure = FigureOf(result) }
                : File("model", model.Model.FullPath) with { Verdict = "none" };
            foreach (var source in model.Sources)
            {
                yield return File(source.Role == "nonMembers" ? "holdout" : source.Role, source.File.FullPath);
            }
        }
    }

    private Row File(string part, string path) => new(part, path, hashes.Of(path), "", "");

    /// <summary>"loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20"; of what passed or is undecided, the figure held against the budget.</summary>
    private static string FigureOf(ModelResult result)
    {
        if (result.Verdict is { Kind: VerdictKind.Fail or VerdictKind.Invalid, Violations: [var worst, ..] })
        {
            return worst.Message;
        }

        var advantage = FigureView.Of(ModelFigures.Headline(result), result.Budget.Advantage);
        return advantage.Number is null ? "" : $"{ModelFigures.Headline(result)!.ShownBy} attack advantage {advantage.Value} ({advantage.Confidence} CI {advantage.Interval}), budget {advantage.Budget}";
    }

    private sealed record Row(string Part, string Path, string Hash, string Verdict, string Figure);
}
