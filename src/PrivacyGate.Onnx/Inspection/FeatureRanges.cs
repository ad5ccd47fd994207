using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The values that each feature was made for, where the first operators show it: numbers of a model with one input, texts of one with an input a column.</summary>
internal static class FeatureRanges
{
    /// <summary>Values further from a scaler's centre than this, in its own units, did not come from the data it was fitted to.</summary>
    private const double MostDeviations = 10;

    /// <summary>Weights of a network are fitted to inputs of about one.</summary>
    private const double MostIntoLayer = 30;

    /// <returns>One for each column, or empty when nothing is known.</returns>
    public static IReadOnlyList<ExpectedRange?> Of(GraphView view, IReadOnlyList<ModelInput> inputs, int columns)
    {
        if (inputs.Count == columns && inputs.Any(static input => input.Kind == ElementKind.Text))
        {
            return [.. inputs.Select(input => input.Kind == ElementKind.Text ? KnownTexts(view, input.Name) : null)];
        }

        if (inputs is not [{ Kind: not ElementKind.Text }])
        {
            return [];
        }

        var ranges = Behind(view, inputs[0].Name, columns);
        return ranges.Length == columns ? ranges : [];
    }

    private static ExpectedRange? KnownTexts(GraphView view, string value)
    {
        foreach (var node in view.ConsumersOf(value))
        {
            var known =
                node.IsMachineLearning("OneHotEncoder") ? node.Texts("cats_strings")
                : node.IsMachineLearning("LabelEncoder") ? node.Texts("keys_strings")
                : [];
            var found =
                known.Count > 0 ? new ExpectedRange(double.NegativeInfinity, double.PositiveInfinity) { Texts = known }
                : Passage.HandsOn(node, node.Output[0]) ? KnownTexts(view, node.Output[0])
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static ExpectedRange?[] Behind(GraphView view, string value, int columns)
    {
        foreach (var node in view.ConsumersOf(value))
        {
            var found =
                node.Is("Cast") || Passage.HandsOn(node, node.Output[0]) ? Behind(view, node.Output[0], columns)
                : node.IsMachineLearning("Scaler") ? OfScaler(node.Floats("offset"), node.Floats("scale"), columns)
                : node.Ints("nodes_featureids").Count > 0 ? OfTrees(node, columns)
                : node.Is("Sub") ? OfDifference(view, node, columns)
                : (node.Is("Gemm") || node.Is("MatMul")) && IsHidden(view, node) ? [.. Enumerable.Repeat(new ExpectedRange(-MostIntoLayer, MostIntoLayer), columns)]
                : [];
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [];
    }

    private static ExpectedRange?[] OfScaler(IReadOnlyList<float> offsets, IReadOnlyList<float> scales, int columns) =>
        (offsets.Count != columns && offsets.Count != 1) || (scales.Count != columns && scales.Count != 1)
            ? []
            : [.. Enumerable.Range(0, columns).Select(column => Around(offsets[offsets.Count == 1 ? 0 : column], 1.0 / scales[scales.Count == 1 ? 0 : column]))];

    /// <summary>(x - mean) / deviation.</summary>
    private static ExpectedRange?[] OfDifference(GraphView view, NodeProto node, int columns)
    {
        var means = view.ConstantOf(node.At(1)) is { } mean ? TensorValues.Reals(mean) ?? [] : [];
        var deviations = view.ConsumersOf(node.Output[0]).Where(static next => next.Is("Div"))
            .Select(next => view.ConstantOf(next.At(1)) is { } divisor ? TensorValues.Reals(divisor) ?? [] : [])
            .FirstOrDefault() ?? [];
        return means.Length != columns || deviations.Length != columns ? [] : [.. means.Zip(deviations, Around)];
    }

    private static ExpectedRange? Around(double centre, double deviation) =>
        double.IsFinite(deviation) && deviation != 0
            ? new ExpectedRange(centre - (MostDeviations * Math.Abs(deviation)), centre + (MostDeviations * Math.Abs(deviation)))
            {
                // Scalers that only move, or only scale, know one of the two.
                Deviation = centre != 0 && Math.Abs(deviation) != 1 ? Math.Abs(deviation) : null,
            }
            : null;

    /// <summary>A tree splits between values that it saw: a feature that lies on one side of all its splits decides nothing.</summary>
    private static ExpectedRange?[] OfTrees(NodeProto node, int columns)
    {
        var features = node.Ints("nodes_featureids");
        var values = node.Floats("nodes_values");
        var modes = node.Texts("nodes_modes");
        if (values.Count != features.Count || modes.Count != features.Count || features.Max() >= columns)
        {
            return [];
        }

        var splits = Enumerable.Range(0, features.Count).Where(at => modes[at] != "LEAF").ToLookup(at => features[at], at => values[at]);
        return [.. Enumerable.Range(0, columns).Select(column => Between([.. splits[column].Distinct().Order()]))];
    }

    private static ExpectedRange? Between(float[] splits) => splits.Length > 1 ? new ExpectedRange(splits[0], splits[^1]) { Splits = splits } : null;

    /// <summary>Whether the layer is followed by an activation, so that it is one of a network.</summary>
    private static bool IsHidden(GraphView view, NodeProto node) =>
        view.ConsumersOf(node.Output[0]).Any(next => next.Is("Add") ? IsHidden(view, next) : next.OpType is "Relu" or "Tanh" or "Sigmoid" or "LeakyRelu" or "Elu" or "Selu" or "Gelu" or "HardSwish" or "Erf" or "BatchNormalization"
            && view.ConsumersOf(next.Output[0]).Count > 0);
}
