using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Training.Linear;

/// <summary>The numbers of a LinearClassifier or LinearRegressor: sums a record are coefficients x features + intercepts.</summary>
/// <param name="Coefficients">(columns x width), row-major.</param>
/// <param name="Intercepts">One a column.</param>
internal sealed record LinearWeights(double[] Coefficients, double[] Intercepts)
{
    public int Columns => Intercepts.Length;

    public static bool IsOne(NodeProto node) => node.IsMachineLearning("LinearClassifier") || node.IsMachineLearning("LinearRegressor");

    /// <summary>Sums a record, or 0 when the node does not say.</summary>
    public static int ColumnsOf(NodeProto node)
    {
        if (node.IsMachineLearning("LinearRegressor"))
        {
            return (int)Math.Clamp(node.Int("targets", 1), 1, 1 << 20);
        }

        // Intercepts may be left out; then there is one row for each class.
        var classes = Math.Max(node.Ints("classlabels_ints").Count, node.Texts("classlabels_strings").Count);
        return node.Floats("intercepts") is { Count: > 0 } intercepts ? intercepts.Count : classes;
    }

    public void WriteTo(NodeProto node)
    {
        foreach (var old in node.Attribute.Where(static attribute => attribute.Name is "coefficients" or "intercepts").ToArray())
        {
            node.Attribute.Remove(old);
        }

        node.Attribute.Add(Attributes.Floats("coefficients", Coefficients.Select(static value => (float)value)));
        node.Attribute.Add(Attributes.Floats("intercepts", Intercepts.Select(static value => (float)value)));
    }
}
