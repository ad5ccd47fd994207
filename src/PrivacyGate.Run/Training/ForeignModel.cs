using System.Globalization;
using PrivacyGate.Formats;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.Models;
using PrivacyGate.Run.Opening;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Run.Training;

/// <summary>Opens a model that somebody else trained, and holds it to the target's inputs and classes.</summary>
/// <param name="target">The audited model.</param>
/// <param name="overrides">What the spec says of reading the target's output; it holds for models like it too.</param>
/// <param name="wantedLoss">The target's mean loss on its members in nats, or null.</param>
/// <param name="formats">Assemblies that read other formats than ONNX.</param>
internal sealed class ForeignModel(IClassifier target, ModelOverrides overrides, double? wantedLoss, params IReadOnlyList<string> formats)
{
    /// <summary>Everything that reading a model follows from beside its file, as text.</summary>
    public string Fingerprint { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Describe(target)} read as {overrides.OutputName ?? "-"} {overrides.OutputKind ?? "-"} {string.Join(',', overrides.Classes ?? [])} loss {wantedLoss:R}");

    /// <summary>Reads a model file of any format that the target may have.</summary>
    public IModelFile Read(string path) => ModelFiles.Read(path, overrides.Limits, formats);

    /// <param name="path">The file.</param>
    /// <param name="called">What to call it in messages.</param>
    /// <param name="records">The records it was trained on.</param>
    /// <param name="cancellation">Stops it, also inside the runtime.</param>
    /// <exception cref="InputException">PG0332 when inputs or classes differ; the codes of model files.</exception>
    public TrainedModel Open(string path, string called, RecordBatch records, CancellationToken cancellation)
    {
        var model = Opened(path, called, cancellation);
        try
        {
            RequireSame(model, called);
            var loss = TaskLoss.Of(model, records, cancellation);
            return new TrainedModel(model, new TrainingSummary(0, loss, wantedLoss, LossMatch.IsNear(loss, wantedLoss, LossMatch.FloorOf(records.Targets.Task))));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private void RequireSame(IClassifier model, string called)
    {
        if (Describe(target) != Describe(model))
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.ShadowModelMisfit,
                $"{called} takes and answers other things than the audited model: {string.Join(", ", Differences(model))}; export both alike"));
        }
    }

    /// <summary>By number and kind alone: what a program trained on records may name its inputs and classes after them.</summary>
    private IEnumerable<string> Differences(IClassifier model)
    {
        if (Inputs(model) != Inputs(target))
        {
            yield return model.Inputs.Count != target.Inputs.Count
                ? string.Create(CultureInfo.InvariantCulture, $"{model.Inputs.Count} inputs instead of {target.Inputs.Count}")
                : "inputs of other names, types or shapes";
        }

        if (Classes(model) != Classes(target))
        {
            yield return model.Classes.Count != target.Classes.Count
                ? string.Create(CultureInfo.InvariantCulture, $"{model.Classes.Count} classes instead of {target.Classes.Count}")
                : "classes of other names, or in another order";
        }

        if (Kind(model) != Kind(target))
        {
            yield return $"{Kind(model)} instead of {Kind(target)}";
        }
    }

    /// <summary>In lower case, since it stands inside a sentence.</summary>
    private static string Title(InputException problem) => RuleCatalog.Find(problem.Diagnostic.Id).Title is { Length: > 0 } title ? char.ToLowerInvariant(title[0]) + title[1..] : problem.Diagnostic.Id;

    /// <summary>The file is gone when its problem is read, so the message says whose it was; of what is in the file it repeats nothing.</summary>
    private IClassifier Opened(string path, string called, CancellationToken cancellation)
    {
        try
        {
            return Read(path).Inspect(overrides, cancellation).Open(cancellation);
        }
        catch (InputException problem)
        {
            var message = problem.Diagnostic.Id == DiagnosticIds.FileUnreadable ? $"{called}: {problem.Diagnostic.Message}" : $"{called} cannot be used ({Title(problem)}); train one by hand and look at it with 'privacygate inspect'";
            throw new InputException(problem.Diagnostic with { Message = message, Location = null }, problem);
        }
    }

    private static string Describe(IClassifier model) => $"inputs {Inputs(model)}, classes {Classes(model)}, {Kind(model)}";

    private static string Inputs(IClassifier model) => string.Join("; ", model.Inputs.OrderBy(static input => input.Name, StringComparer.Ordinal).Select(static input =>
        string.Create(CultureInfo.InvariantCulture, $"{input.Name} {input.Kind}({string.Join(',', input.RecordShape)})")));

    private static string Classes(IClassifier model) => model.Classes.Names is { } names ? string.Join(',', names) : model.Classes.Count.ToString(CultureInfo.InvariantCulture);

    private static string Kind(IClassifier model) => model.ScoreKind == ScoreKind.LabelOnly ? "a label only" : "scores";
}
