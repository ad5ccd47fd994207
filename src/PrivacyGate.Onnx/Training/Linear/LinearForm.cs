using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Training.Linear;

/// <summary>A graph whose only layer is a matrix product, with that product written as a LinearRegressor: a linear regression, whoever exported it.</summary>
internal static class LinearForm
{
    private static readonly string[] Layers = ["Gemm", "MatMul", "Conv", "ConvTranspose", "LSTM", "GRU", "RNN", "Einsum"];

    /// <returns>The model as it is where it is no such graph.</returns>
    public static ModelInspection Of(ModelInspection inspection)
    {
        var view = new GraphView(inspection.Plan.Model.Graph);
        NodeProto[] layers = [.. view.Graph.Node.Where(node => Layers.Any(node.Is))];
        if (layers is not [var node] || LastLayer.Behind(view, view.Graph.Output[0].Name)?.Node != node || !node.Is("Gemm") && !node.Is("MatMul")
            || view.ConstantOf(node.At(1)) is not { DataType: ElementType.Float, Dims.Count: 2 } matrix || TensorValues.Reals(matrix) is not { } weights)
        {
            return inspection;
        }

        var model = inspection.Plan.Model.Clone();
        var at = view.Graph.Node.IndexOf(node);
        model.Graph.Node[at] = Regressor(node, view, weights, (int)matrix.Dims[0], (int)matrix.Dims[1]);
        if (!model.OpsetImport.Any(static opset => opset.Domain == "ai.onnx.ml"))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 1 });
        }

        return inspection.Retrained(model);
    }

    private static NodeProto Regressor(NodeProto node, GraphView view, double[] weights, int rows, int columns)
    {
        var transposed = node.Is("Gemm") && node.Int("transB", 0) == 1;
        (var width, var targets) = transposed ? (columns, rows) : (rows, columns);
        var bias = node.Is("Gemm") && node.Input.Count > 2 && view.ConstantOf(node.At(2)) is { } tensor ? TensorValues.Reals(tensor) : null;
        return new NodeProto
        {
            Domain = "ai.onnx.ml",
            OpType = "LinearRegressor",
            Name = node.Name,
            Input = { node.At(0) },
            Output = { node.Output[0] },
            Attribute =
            {
                Attributes.Int("targets", targets),
                Attributes.Floats("coefficients", Enumerable.Range(0, targets * width).Select(i => (float)weights[transposed ? i : (i % width * columns) + (i / width)])),
                Attributes.Floats("intercepts", Enumerable.Range(0, targets).Select(i => bias is null ? 0 : (float)bias[i % bias.Length])),
            },
        };
    }
}
