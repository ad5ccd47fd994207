using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What was recognised in a model, in words.</summary>
internal static class RecognitionText
{
    private const int MostNames = 6;

    /// <summary>So many classes are no categories any more: their names may be those of persons, and are not told.</summary>
    private const int MostNamedClasses = 20;

    public static IEnumerable<string> Of(
        InputRecognition inputs, IReadOnlyList<UnusedInput> unused, ScoreSource? score, ScoreDecision? decision, LabelSource? label, ClassDecision named, Probe probe, IReadOnlyList<string> prepared)
    {
        var classes = named.Classes;
        var lines = Inputs(inputs, unused).Append(decision is null ? LabelOnly(label!, classes) : Score(score!, decision, classes));
        if (decision is not null && label is not null)
        {
            lines = lines.Append($"output {label.Output}: the model's own label");
        }

        if (named.FromKeys)
        {
            lines = lines.Append($"classes: named by the key table in the file, in the order of the scores{Names(classes)}");
        }

        if (decision is { IsUnconfirmed: true })
        {
            lines = lines.Append(FormattableString.Invariant($"unconfirmed: nothing in the file says that these {classes.Count} numbers are scores of classes; the labels of the data have to confirm it, or \"output\": {{\"kind\": \"logits\"}} in the spec"));
        }

        return lines.Concat(prepared).Append(LastLayerLine(score, decision)).Append(Batch(inputs, probe)).Select(Refusal.Line);
    }

    /// <summary>The same of a model that is no classifier.</summary>
    public static IEnumerable<string> OfValues(
        InputRecognition inputs, IReadOnlyList<UnusedInput> unused, ValueDecision decision, ModelTask task, Probe probe, IReadOnlyList<string> prepared) =>
        Inputs(inputs, unused).Append(Values(inputs, decision, task)).Concat(prepared).Append(Batch(inputs, probe)).Select(Refusal.Line);

    private static IEnumerable<string> Inputs(InputRecognition inputs, IReadOnlyList<UnusedInput> unused)
    {
        var lines = inputs.Inputs.Count > 2 * MostNames
            ? inputs.Inputs.Take(MostNames).Select(Input).Append(FormattableString.Invariant($"and {inputs.Inputs.Count - MostNames} more inputs"))
            : inputs.Inputs.Select(Input);
        return unused.Count == 0 ? lines : lines.Append(Unused(unused));
    }

    private static string Values(InputRecognition inputs, ValueDecision decision, ModelTask task)
    {
        var what = (task, decision.Signal.Reading) switch
        {
            (ModelTask.Regression, _) => FormattableString.Invariant($"{decision.Width} predicted {(decision.Width == 1 ? "value" : "values")} a record; the error against the target is the loss"),
            (ModelTask.Ranking, _) => "one score a document; the order of a query's documents is held against their relevance",
            (ModelTask.Score, _) => "one score a record; no target belongs to it",
            (ModelTask.Reconstruction, _) => FormattableString.Invariant($"{decision.Width} numbers a record, held against the input {inputs.Inputs[0].Name}"),
            (_, ScoreReading.LabelProbabilities) => FormattableString.Invariant($"probabilities of {decision.Width} labels; there is no logit to read, so confidence saturates where probabilities round to 0 or 1"),
            _ => FormattableString.Invariant($"logits of {decision.Width} labels; {(decision.FromSigmoid ? "the input of Sigmoid is exposed, so " : "")}confidence is exact in the tails"),
        };
        return $"output {decision.Source.Output} ({decision.Source.Maker}): {what}";
    }

    private static string Input(ModelInput input)
    {
        var shape = input.RecordShape;
        var type = input.Range is { } range ? FormattableString.Invariant($"whole numbers {range.Least} to {range.Most},") : input.Kind.ToString().ToLowerInvariant();
        return shape switch
        {
            [] or [1] => $"input {input.Name}: {type}, one value a record",
            [-1] => $"input {input.Name}: {type} matrix, any number of columns",
            [var columns] => FormattableString.Invariant($"input {input.Name}: {type} matrix, {columns} columns"),
            _ => $"input {input.Name}: {type}, records of shape ({string.Join(",", shape.Select(static axis => axis == -1 ? "?" : ClassNames.Text(axis)))})",
        };
    }

    private static string Unused(IReadOnlyList<UnusedInput> unused)
    {
        var names = string.Join(", ", unused.Take(MostNames).Select(static input => input.IsLabel ? $"{input.Name} (the label column)" : input.Name));
        var more = unused.Count > MostNames ? FormattableString.Invariant($" and {unused.Count - MostNames} more") : "";
        return $"not used: {names}{more}; no path leads from there to the answers, so no column is needed";
    }

    private static string LabelOnly(LabelSource label, ClassList classes) =>
        $"output {label.Output}: label only{(classes.Count > 0 ? $", {Classes(classes)}" : "")}; only attacks that need no scores can be run{(label.Inner is null ? "" : "; the file holds the scores the label is picked from, and whoever has the file can read them: the output kind 'logits' or 'probabilities' audits those")}";

    private static string Score(ScoreSource score, ScoreDecision decision, ClassList classes)
    {
        var what = decision.Declared switch
        {
            ScoreReading.Probabilities => "probabilities",
            ScoreReading.LogProbabilities => "log-probabilities",
            ScoreReading.SingleProbability => "the probability of the second",
            ScoreReading.SingleLogit => "the logit of the second",
            _ => "logits",
        };
        var shown = score.Output is null ? $"scores inside the model ({score.Maker}), from which the label is picked" : $"output {score.Output} ({score.Maker})";
        var tails = decision.Chosen.Signal.Reading switch
        {
            ScoreReading.Probabilities or ScoreReading.SingleProbability => "there is no logit to read, so confidence saturates where probabilities round to 0 or 1",
            _ when decision.Chosen.IsDeclared => "confidence is exact in the tails",
            _ when decision.Chosen.Signal.Value.StartsWith("privacygate/", StringComparison.Ordinal) =>
                $"what {score.Maker} squashes is exposed, so confidence is exact in the tails",
            _ => $"the input of {score.Maker} is exposed, so confidence is exact in the tails",
        };
        var form = decision.Adapter is { } adapter ? $"{adapter.Said}; "
            : decision.Digits is { } digits ? FormattableString.Invariant($"rounded to {digits} digits; ")
            : "";
        return $"{shown}: {what} of {Classes(classes)}; {form}{tails}";
    }

    private static string Classes(ClassList classes) => FormattableString.Invariant($"{classes.Count} classes{Names(classes)}");

    private static string Names(ClassList classes) => classes.Names is not { Count: <= MostNamedClasses } names ? ""
        : $" ({string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? ", ..." : "")})";

    private static string LastLayerLine(ScoreSource? score, ScoreDecision? decision) => decision switch
    {
        null => "gradient-norm: not available, the model answers no scores",
        { HasNorm: true, Chosen.Layer: { } layer } =>
            $"last layer: {Refusal.Describe(layer.Node)} {(layer.HasBias ? "with" : "without")} bias; its input is exposed (gradient-norm available)",
        { Chosen.Layer: not null } => "gradient-norm: not available, what enters the last layer is not one row a record",
        _ when score!.Maker.StartsWith("TreeEnsemble", StringComparison.Ordinal) => "gradient-norm: not available, the model is a tree ensemble",
        _ => $"gradient-norm: not available, no linear layer was found before {score!.Maker}",
    };

    private static string Batch(InputRecognition inputs, Probe probe) => (probe.Chunk, inputs.FixedBatch) switch
    {
        (null, null) => "batch: any number of records at once",
        (null, { } batch) => FormattableString.Invariant($"batch: exported for {batch} at once; the batch axis was opened, with the same answers"),
        ({ } chunk, null) => FormattableString.Invariant($"batch: answers depend on the other records of a batch, so records are asked about {chunk} at a time"),
        ({ } chunk, _) => FormattableString.Invariant($"batch: {chunk} is built into the graph; records are asked about {chunk} at a time, the last run padded"),
    };
}
