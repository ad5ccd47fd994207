using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Serving;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Targets;

/// <summary>What was recognised, one line a thing.</summary>
internal static class RecognitionText
{
    private const int MostNames = 8;

    public static IEnumerable<string> Of(Recognised model, ModelTask task) => Lines(model, task).Select(static line => PlainText.Clip(PlainText.Message(line), 600));

    private static IEnumerable<string> Lines(Recognised model, ModelTask task)
    {
        var (inputs, unused) = (model.Columns.Inputs, model.Columns.Unused);
        foreach (var input in inputs.Take(2 * MostNames))
        {
            yield return $"input {input.Name}: {input.Kind.ToString().ToLowerInvariant()}, {Width(input)}";
        }

        if (inputs.Count > 2 * MostNames)
        {
            yield return FormattableString.Invariant($"and {inputs.Count - (2 * MostNames)} more inputs");
        }

        if (unused.Count > 0)
        {
            yield return $"not used: {string.Join(", ", unused.Take(MostNames))}{(unused.Count > MostNames ? FormattableString.Invariant($" and {unused.Count - MostNames} more") : "")}; no answer depends on them, so no column is needed";
        }

        var steps = model.Pipeline.Preparation.Count;
        yield return FormattableString.Invariant($"ML.NET model {ModelWords.NameOf(model.Pipeline.Parameters)} after {steps} {(steps == 1 ? "transform" : "transforms")}");
        yield return $"output {model.Reading.Column}: {Answer(model, task)}";
    }

    private static string Width(ModelInput input) => input.RecordShape[0] switch
    {
        1 => "one value a record",
        -1 => "any number of values a record",
        var width => FormattableString.Invariant($"{width} values a record"),
    };

    private static string Answer(Recognised model, ModelTask task) => (task, model.Reading.Kind) switch
    {
        (ModelTask.Regression, _) => "1 predicted value a record; the error against the target is the loss",
        (ModelTask.Ranking, _) => "1 score a document; pairs of a query in the wrong order are the loss",
        (ModelTask.Score, _) => "one score a record; no target belongs to it",
        (_, ScoreKind.Logits) => $"logits of {Classes(model.Classes)}; confidence is exact in the tails",
        _ => $"probabilities of {Classes(model.Classes)}; there is no logit to read, so confidence saturates where probabilities round to 0 or 1",
    };

    private static string Classes(ClassList classes) => classes.Names is { Count: <= 20 } names
        ? FormattableString.Invariant($"{classes.Count} classes ({string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? ", ..." : "")})")
        : FormattableString.Invariant($"{classes.Count} classes");
}
