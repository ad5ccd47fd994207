using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What a model that is not a classifier is likely made for.</summary>
/// <param name="Task">The task in words, such as "a regression".</param>
/// <param name="Reason">What in the file says so.</param>
/// <param name="KindOverrules">Whether <c>output.kind</c> in the spec makes a classifier of it.</param>
internal sealed record TaskGuess(string Task, string Reason, bool KindOverrules)
{
    /// <summary>The task under which the spec has such a model audited, or null when there is none.</summary>
    public ModelTask? SpecTask { get; private init; }

    /// <summary>Whether it may as well be a ranking, which no file shows.</summary>
    public bool MayRank => SpecTask == ModelTask.Regression && Task.EndsWith("ranking", StringComparison.Ordinal);

    /// <summary>Whether a record has an answer for each of its parts (pixels, tokens, steps), of which one number a record could be made.</summary>
    public bool HasManyParts { get; private init; }

    private static readonly string[] Regressors = ["TreeEnsembleRegressor", "LinearRegressor", "SVMRegressor"];
    private static readonly string[] EmbeddingWords = ["embed", "hidden", "pooler", "latent", "feature", "encod", "vector"];
    private static readonly string[] RegressionWords = ["regress", "variable", "target"];
    private static readonly string[] DetectionWords = ["box", "bbox", "detection"];

    /// <summary>A model without scores and without one label a record, or null.</summary>
    public static TaskGuess? OfLabels(GraphView view) =>
        view.Graph.Output.FirstOrDefault(output => ElementType.IsLabel(output.Type?.TensorType?.ElemType ?? 0)
            && view.ShapeOf(output.Name) is { Length: > 1 } shape && shape[1..].Any(static axis => axis > 1) && view.ProducerOf(Passage.Origin(view, output.Name)) is not null) is { } several
            ? SeveralLabels(several.Name, string.Join(" x ", view.ShapeOf(several.Name)![1..].Select(static axis => axis < 0 ? "any number of" : ClassNames.Text(axis))))
            : null;

    /// <param name="output">The label output.</param>
    /// <param name="values">Labels a record, in words.</param>
    public static TaskGuess SeveralLabels(string output, string values) =>
        new("a model with several targets, or a data transform", $"output '{output}' has {values} labels a record", false) { HasManyParts = true };

    /// <summary>A model whose outputs could all be scores, or null.</summary>
    public static TaskGuess? OfOutputs(GraphView view) =>
        view.Graph.Node.Any(static node => node.OpType == "NonMaxSuppression") ? new TaskGuess("an object detector", "it has a NonMaxSuppression node", false) { HasManyParts = true }
        : view.Graph.Output.FirstOrDefault(static output => Has(output.Name, DetectionWords)) is { } boxes ? new TaskGuess("an object detector", $"it has an output '{boxes.Name}'", false) { HasManyParts = true }
        : null;

    /// <summary>A label that is the place of the smallest number, without names of classes.</summary>
    public static TaskGuess? OfLabel(LabelSource? label) => label is { Maker: LabelMaker.Smallest, IsDecoded: false }
        ? new TaskGuess("a clustering", $"the label '{label.Output}' is the place of the smallest distance (ArgMin), and clusters are not classes", true)
        : null;

    /// <summary>Scores with more than one axis a record, or null.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="name">The output.</param>
    /// <param name="axes">Axes of a record, without those of length 1.</param>
    /// <param name="inputs">The model's inputs.</param>
    public static TaskGuess? OfAxes(GraphView view, string name, IReadOnlyList<long> axes, IReadOnlyList<ModelInput> inputs)
    {
        if (axes.Count < 2)
        {
            return null;
        }

        var reason = $"output '{name}' has {string.Join(" x ", axes)} numbers a record, not one for each class";
        var sameShape = inputs.Any(input => input.RecordShape.Where(static axis => axis != 1).Select(static axis => (long)axis).SequenceEqual(axes));
        var isText = inputs.Any(static input => input.Kind is ElementKind.Text or ElementKind.Int64 or ElementKind.Int32);
        var guess = OfOutputs(view) is { } detector ? detector with { Reason = $"{detector.Reason}, and {reason}" }
            : Has(name, EmbeddingWords) ? new TaskGuess("an embedding", reason, false)
            : sameShape ? new TaskGuess("an autoencoder", $"output '{name}' has the shape of an input", false) { SpecTask = inputs.Count == 1 ? ModelTask.Reconstruction : null }
            : isText ? new TaskGuess("a language model or a tagger of tokens", reason, false)
            : axes.Count == 2 ? new TaskGuess("an object detector or a model of sequences", reason, false)
            : new TaskGuess("a segmentation or a model that makes images", reason, false);
        return guess with { HasManyParts = true };
    }

    /// <summary>One number a record that no label confirms, or null.</summary>
    public static TaskGuess? OfNumber(GraphView view, ScoreSource source, bool isMlNet) =>
        source.Node is not null && RegressorBehind(view, source) is { } maker
            ? new TaskGuess("a regression or a ranking", $"'{source.Output}' is one number a record, made by {maker}, and no output is a label", true) { SpecTask = ModelTask.Regression }
        : isMlNet || (source.Output is { } name && Has(name, RegressionWords))
            ? new TaskGuess("a regression or a ranking", $"'{source.Output}' is one number a record, and no output is a label", true) { SpecTask = ModelTask.Regression }
        : null;

    /// <summary>A row of numbers a record that nothing confirms to be classes, or null where it may yet be logits.</summary>
    public static TaskGuess? OfRow(GraphView view, ScoreSource source, ProbeValue value, IReadOnlyList<ModelInput> inputs)
    {
        var name = source.Output ?? source.Declared.Value;
        var width = ClassNames.Text(value.Width);
        return Has(name, EmbeddingWords) ? new TaskGuess("an embedding", $"its output is called '{name}', and nothing names its {width} numbers as classes", true)
            : value.HasUnitRows ? new TaskGuess("an embedding", $"the {width} numbers of '{name}' have length 1 for each record", true)
            : RegressorBehind(view, source) is { } maker ? new TaskGuess("a regression with several targets", $"'{name}' has {width} numbers a record, made by {maker}, and no output is a label", true) { SpecTask = ModelTask.Regression }
            : Has(name, RegressionWords) ? new TaskGuess("a regression with several targets", $"its output is called '{name}', and no output is a label", true) { SpecTask = ModelTask.Regression }
            : inputs is [{ Kind: ElementKind.Float32 or ElementKind.Float64 or ElementKind.Float16 } only] && InputRecognition.Values(only.RecordShape) == value.Width && !only.RecordShape.Contains(-1)
                ? new TaskGuess("an autoencoder", $"'{name}' has as many numbers a record as its input ({width})", true) { SpecTask = ModelTask.Reconstruction }
            : null;
    }

    /// <summary>A value in [0, 1] for each of several classes that do not exclude each other.</summary>
    public static TaskGuess ManyOfMany(ScoreSource source, int width) =>
        new("a model that gives a record several labels", $"'{source.Output}' has a value between 0 and 1 in each of {ClassNames.Text(width)} columns, and they do not add up to 1", true) { SpecTask = ModelTask.MultiLabel };

    /// <summary>The regressor of the machine-learning domain behind a value, through scaling by constants; null when there is none.</summary>
    public static string? RegressorBehind(GraphView view, ScoreSource source)
    {
        var at = Passage.Origin(view, source.Declared.Value);
        for (var steps = 0; steps < 8 && view.ProducerOf(at) is { } node; steps++)
        {
            if (Regressors.Any(node.IsMachineLearning))
            {
                return node.Text("post_transform", "NONE") == "NONE" ? node.OpType : null;
            }

            if (!(node.Is("Add") || node.Is("Sub") || node.Is("Mul") || node.Is("Div") || node.Is("Exp")))
            {
                return null;
            }

            at = Passage.Origin(view, view.ConstantOf(node.At(0)) is null ? node.At(0) : node.At(1));
        }

        return null;
    }

    private static bool Has(string name, string[] words) => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
