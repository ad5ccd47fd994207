using System.Text;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Checking;

/// <summary>
/// <c>models.tsv</c>: what the analyzers of the next build are told. First line <c>privacygate-models 2</c>, then a row a file: its part
/// (spec, model, members, holdout, reference), full path, SHA-256; of a model that was audited, the verdict and its figure; of every model, its task.
/// </summary>
internal sealed class ModelsSink(string specPath, GateSpec? spec, IReadOnlyList<ModelResult> results, FileHashes hashes) : ISink
{
    public const string Name = "models.tsv";

    public string FileName => Name;

    public void Write(ReportView report, Stream output)
    {
        var rows = Rows().Distinct().Select(static row => string.Join('\t', row.Part, VerdictTsvSink.Escape(row.Path), row.Hash, row.Verdict, VerdictTsvSink.Escape(row.Figure), row.Task) + "\n");
        output.Write(Encoding.UTF8.GetBytes("privacygate-models 2\n" + string.Concat(rows)));
    }

    private IEnumerable<Row> Rows()
    {
        yield return File("spec", Path.GetFullPath(specPath));
        foreach (var model in spec?.Models ?? [])
        {
            yield return results.FirstOrDefault(result => result.Name == model.Name.Value) is { } result
                ? Of(model) with { Verdict = Headline.Word(result.Verdict.Kind), Figure = VerdictFigure.Of(result) }
                : Of(model) with { Verdict = "none" };
            foreach (var source in model.Sources)
            {
                yield return File(source.Role == "nonMembers" ? "holdout" : source.Role, source.File.FullPath);
            }
        }
    }

    private Row Of(ModelSpec model) => File("model", model.Model.FullPath) with { Task = ModelTasks.Name(model.Task.Value) };

    private Row File(string part, string path) => new(part, path, hashes.Of(path), "", "", "");

    private sealed record Row(string Part, string Path, string Hash, string Verdict, string Figure, string Task);
}
