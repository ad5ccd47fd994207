using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Tells a regression where nothing speaks against it; no other task shows in a file.</summary>
internal static class SureTask
{
    private static readonly string[] Scores = ["Score.output", "Score"];
    private static readonly string[] Labels = ["Label.output", "Label"];
    private static readonly string[] Classes = ["PredictedLabel.output", "PredictedLabel", "Probability.output", "Probability"];

    /// <summary>Operators that make the keys of ML.NET: of classes, and of the groups of a ranking.</summary>
    private static readonly string[] Keys = ["LabelEncoder", "MurmurHash3"];

    public static ModelTask? Of(GraphView view, bool isMlNet) => (isMlNet ? IsRegressionOfMlNet(view) : EndsInRegressor(view)) ? ModelTask.Regression : null;

    /// <summary>One score of one number, a label that is a number of the data, and no column of keys that only a ranking, or a factorisation of keys, would have.</summary>
    private static bool IsRegressionOfMlNet(GraphView view)
    {
        string[] outputs = [.. view.Graph.Output.Select(static output => output.Name)];
        return outputs.Where(Scores.Contains).ToArray() is [var score]
            && !outputs.Any(Classes.Contains)
            && view.ShapeOf(score) is { Length: 2 } shape && shape[1] == 1
            && outputs.Where(Labels.Contains).Any(label => IsFloatOfData(view, label))
            && !outputs.Any(output => HasKeyOfItsOwn(view, output, view.BehindOf(score)));
    }

    private static bool IsFloatOfData(GraphView view, string label) =>
        Passage.Origin(view, label) is var origin && view.IsInput(origin) && ElementType.IsFloating(view.ElementTypeOf(origin));

    /// <summary>Whether an output shows keys of a column of the data that do not lead to the score.</summary>
    private static bool HasKeyOfItsOwn(GraphView view, string output, HashSet<string> behindScore) => view.BehindOf(output).Any(value =>
        !behindScore.Contains(value) && view.ProducerOf(value) is { } node && Keys.Contains(node.OpType) && view.FedInputs.Any(input => view.BehindOf(value).Contains(input.Name)));

    /// <summary>A regressor of the machine-learning domain is the only thing that answers: a classifier would show a label, or squash what the regressor gives.</summary>
    private static bool EndsInRegressor(GraphView view) =>
        view.Graph.Output is [var only] && ScoreCandidates.MayScore(only.Type)
        && ScoreTrace.Of(view, only.Name, only.Name) is { Node: not null } source && TaskGuess.RegressorBehind(view, source) is not null;
}
