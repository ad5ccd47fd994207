using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Small;

/// <summary>The training step of a network of fully connected layers, written down by hand.</summary>
internal sealed class SmallNetworkGraph
{
    public const string Features = "x";
    public const string Target = "y";
    private const string Output = "output";
    private const string Loss = "loss";
    private const long Opset = 15;

    private readonly SmallNetworkShape shape;
    private readonly GraphProto graph = new() { Name = "step" };
    private int made;

    private SmallNetworkGraph(SmallNetworkShape shape) => this.shape = shape;

    public static TrainingGraph Of(SmallNetworkShape shape)
    {
        var maker = new SmallNetworkGraph(shape);
        return new TrainingGraph(maker.Step(), [Features], Target, Loss, [.. Parameters(shape)], [], [], new SmallNetworkGraph(shape).Serving());
    }

    private static IEnumerable<TrainableParameter> Parameters(SmallNetworkShape shape)
    {
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            long fanIn = shape.Sizes[layer];
            long fanOut = shape.Sizes[layer + 1];
            yield return new TrainableParameter(Weight(layer), [fanIn, fanOut], Gradient(Weight(layer)), ParameterRole.Weight, fanIn, fanOut, []);
            yield return new TrainableParameter(Bias(layer), [fanOut], Gradient(Bias(layer)), ParameterRole.Bias, fanIn, fanOut, []);
        }
    }

    private static string Weight(int layer) => FormattableString.Invariant($"weight{layer}");

    private static string Bias(int layer) => FormattableString.Invariant($"bias{layer}");

    private static string Gradient(string parameter) => $"gradient/{parameter}";

    private ModelProto Serving()
    {
        Forward();
        graph.Output.Add(ValueInfo.Tensor(Output, ElementType.Float, [-1, shape.Sizes[^1]]));
        return Model();
    }

    private ModelProto Step()
    {
        var hidden = Forward();
        var classes = shape.Loss == NetworkLoss.CrossEntropy;
        graph.Input.Add(ValueInfo.Tensor(Target, classes ? ElementType.Int64 : ElementType.Float, classes ? [-1] : [-1, 1]));
        Backward(hidden, classes ? CrossEntropy() : GaussianLikelihood());
        graph.Output.Add(ValueInfo.Tensor(Loss, ElementType.Float, []));
        graph.Output.Add(Parameters(shape).Select(static parameter => ValueInfo.Tensor(parameter.Gradient, ElementType.Float, parameter.Shape)));
        return Model();
    }

    private ModelProto Model() => new() { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } }, Graph = graph };

    /// <returns>What enters each layer.</returns>
    private string[] Forward()
    {
        graph.Input.Add(ValueInfo.Tensor(Features, ElementType.Float, [-1, shape.Sizes[0]]));
        graph.Input.Add(Parameters(shape).Select(static parameter => ValueInfo.Tensor(parameter.Name, ElementType.Float, parameter.Shape)));
        var entering = new string[shape.Layers];
        var value = Features;
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            entering[layer] = value;
            var last = layer == shape.Layers - 1;
            var sum = Add("Gemm", [value, Weight(layer), Bias(layer)], last ? Output : null);
            value = last ? sum : Add("Relu", [sum]);
        }

        return entering;
    }

    /// <returns>The gradient of the mean loss in the outputs: (softmax - one-hot) / rows.</returns>
    private string CrossEntropy()
    {
        var logs = Add("LogSoftmax", [Output], null, Attributes.Int("axis", 1));
        var truth = Add("Gather", [Constant(Tensors.Diagonal(-1, shape.Sizes[^1])), Target]);
        var rows = Rows();
        Add("Div", [Add("ReduceSum", [Add("Mul", [truth, logs])], null, Attributes.Int("keepdims", 0)), rows], Loss);
        return Add("Div", [Add("Add", [Add("Exp", [logs]), truth]), rows]);
    }

    /// <returns>With r = y - mean, s the log deviation, q = r^2 exp(-2 s): loss s + q / 2 + ln(2 pi) / 2, gradients -r exp(-2 s) and 1 - q, over rows.</returns>
    private string GaussianLikelihood()
    {
        var mean = Fresh();
        var log = Fresh();
        graph.Node.Add(new NodeProto { OpType = "Split", Input = { Output }, Output = { mean, log }, Attribute = { Attributes.Int("axis", 1) } });
        var precision = Add("Exp", [Add("Mul", [log, Number(-2)])]);
        var rest = Add("Sub", [Target, mean]);
        var scaled = Add("Mul", [rest, precision]);
        var square = Add("Mul", [rest, scaled]);
        var each = Add("Add", [log, Add("Mul", [square, Number(.5)])]);
        Add("Add", [Add("ReduceMean", [each], null, Attributes.Int("keepdims", 0)), Number(.5 * Math.Log(2 * Math.PI))], Loss);
        var both = Add("Concat", [Add("Neg", [scaled]), Add("Sub", [Number(1), square])], null, Attributes.Int("axis", 1));
        return Add("Div", [both, Rows()]);
    }

    private void Backward(string[] entering, string gradient)
    {
        var rows = Add("Shape", [gradient], null, Attributes.Int("end", 1));
        var ones = Add("ConstantOfShape", [rows], null, Attributes.Tensor("value", Tensors.One(ElementType.Float)));
        for (var layer = shape.Layers - 1; layer >= 0; layer--)
        {
            Add("Gemm", [entering[layer], gradient], Gradient(Weight(layer)), Attributes.Int("transA", 1));
            Add("MatMul", [ones, gradient], Gradient(Bias(layer)));
            if (layer > 0)
            {
                // ReLU's derivative, 1 above 0, as a very steep ramp: Sign takes ten times as long.
                var back = Add("Gemm", [gradient, Weight(layer)], null, Attributes.Int("transB", 1));
                gradient = Add("Mul", [back, Add("HardSigmoid", [entering[layer]], null, Attributes.Float("alpha", 3e38f), Attributes.Float("beta", 0))]);
            }
        }
    }

    private string Rows() => Add("Cast", [Add("Size", [Target])], null, Attributes.Int("to", ElementType.Float));

    private string Add(string op, string[] inputs, string? output = null, params AttributeProto[] attributes)
    {
        output ??= Fresh();
        graph.Node.Add(new NodeProto { OpType = op, Input = { inputs }, Output = { output }, Attribute = { attributes } });
        return output;
    }

    private string Fresh() => FormattableString.Invariant($"v{made++}");

    private string Number(double value) => Constant(Tensors.Scalar(value, ElementType.Float));

    private string Constant(TensorProto tensor)
    {
        tensor.Name = Fresh();
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }
}
