using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>How a rule is checked.</summary>
internal sealed record RuleCheckOptions
{
    /// <summary>Double wherever ONNX Runtime's processor kernels know it.</summary>
    public int ElementType { get; init; } = Onnx.Graphs.ElementType.Double;

    /// <summary>Half the distance of the two points of a difference. For what is linear in each input, large steps are exact and drown rounding.</summary>
    public double Step { get; init; } = 1e-5;

    /// <summary>Largest difference, relative to values above 1.</summary>
    public double Tolerance { get; init; } = 1e-6;

    public bool IsTraining { get; init; } = true;

    public long Opset { get; init; } = OpsetLift.Lowest;

    /// <summary>Records in the batch the gradients are checked with.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>Single precision, for operators without a double kernel that are linear in each input.</summary>
    public static RuleCheckOptions SingleLinear { get; } = new() { ElementType = Onnx.Graphs.ElementType.Float, Step = .5, Tolerance = 2e-4 };

    /// <summary>Single precision, for curved operators without a double kernel.</summary>
    public static RuleCheckOptions SingleCurved { get; } = new() { ElementType = Onnx.Graphs.ElementType.Float, Step = 1e-2, Tolerance = 3e-3 };
}

/// <summary>
/// Differentiates a graph of one node by its rule and by central differences of the step's own forward part, over random
/// inputs and random weights of the outputs.
/// </summary>
internal static class RuleCheck
{
    /// <param name="node">The node, its inputs and outputs named.</param>
    /// <param name="inputs">What its inputs are, those left out skipped.</param>
    /// <param name="seed">Of all that is drawn.</param>
    /// <param name="options">How it is checked.</param>
    public static void AgainstFiniteDifferences(NodeProto node, IReadOnlyList<RuleInput> inputs, int seed, RuleCheckOptions? options = null)
    {
        using var step = RuleStep.Of(node, inputs, options ?? new RuleCheckOptions());
        var random = new Random(seed);
        step.Draw(random);
        var analytic = step.Gradients();
        Assert.NotEmpty(analytic);
        foreach ((var input, var gradient) in analytic)
        {
            Assert.Equal(step.Values[input].Length, gradient.Length);
            for (var i = 0; i < gradient.Length; i++)
            {
                var expected = step.Difference(input, i);
                Assert.True(
                    Math.Abs(gradient[i] - expected) <= step.Options.Tolerance * Math.Max(1, Math.Abs(expected)),
                    FormattableString.Invariant($"{node.OpType}: d/d{input}[{i}] is {gradient[i]:R}, by differences {expected:R}"));
            }
        }
    }

    /// <summary>Differentiates an operator on each number in single precision, and its formula by central differences in double precision.</summary>
    /// <param name="node">The node; it must compute the formula.</param>
    /// <param name="formula">What it computes.</param>
    /// <param name="gap">Distance kept from 0, for operators with a kink there.</param>
    /// <param name="width">Numbers are drawn up to this.</param>
    /// <param name="opset">Version of the operators.</param>
    public static void AgainstFormula(NodeProto node, Func<double, double> formula, double gap, double width = 2.5, long opset = OpsetLift.Lowest)
    {
        var options = new RuleCheckOptions { ElementType = ElementType.Float, Opset = opset };
        var input = RuleInput.Of(-1, 50) with { Draw = random => (gap + ((width - gap) * random.NextDouble())) * (random.Next(2) == 0 ? -1 : 1) };
        using var step = RuleStep.Of(node, [input], options);
        step.Draw(new Random(5));
        const double h = 1e-5;
        var x = step.Values["a"];
        var weights = step.Values["weight/y"];
        var gradient = step.Gradients()["a"];
        var y = step.Outputs()[0];
        for (var i = 0; i < x.Length; i++)
        {
            var expected = weights[i] * (formula(x[i] + h) - formula(x[i] - h)) / (2 * h);
            Assert.Equal(formula(x[i]), y[i], 2e-6);
            Assert.True(Math.Abs(gradient[i] - expected) <= 5e-6, FormattableString.Invariant($"{node.OpType} at {x[i]:R}: {gradient[i]:R}, by differences {expected:R}"));
        }
    }

    /// <summary>What the rule's forward part computes is what the operator computes in inference.</summary>
    public static void ForwardIsTheOperator(NodeProto node, IReadOnlyList<RuleInput> inputs, int seed, RuleCheckOptions options)
    {
        using var step = RuleStep.Of(node, inputs, options);
        step.Draw(new Random(seed));
        var expected = step.Inference();
        var actual = step.Outputs();
        Assert.All(expected.Zip(actual), pair => Assert.All(pair.First.Zip(pair.Second), numbers => Assert.Equal(numbers.First, numbers.Second, 1e-5)));
    }

    public static NodeProto Node(string op, string[] inputs, string[] outputs, params AttributeProto[] attributes) =>
        new() { OpType = op, Name = "checked " + outputs[0], Input = { inputs }, Output = { outputs }, Attribute = { attributes } };

    /// <summary>A node with inputs a, b, c... and the output y.</summary>
    public static NodeProto Node(string op, int inputs, params AttributeProto[] attributes) =>
        Node(op, [.. Enumerable.Range(0, inputs).Select(static i => ((char)('a' + i)).ToString())], ["y"], attributes);

    internal static OrtValue Value(double[] values, int elementType, long[] shape) => elementType switch
    {
        ElementType.Double => OrtValue.CreateTensorValueFromMemory((double[])values.Clone(), shape),
        ElementType.Float => OrtValue.CreateTensorValueFromMemory([.. values.Select(static value => (float)value)], shape),
        ElementType.Int64 => OrtValue.CreateTensorValueFromMemory([.. values.Select(static value => (long)value)], shape),
        ElementType.Bool => OrtValue.CreateTensorValueFromMemory([.. values.Select(static value => value != 0)], shape),
        _ => throw new ArgumentOutOfRangeException(nameof(elementType), elementType, "no such values are drawn"),
    };

    internal static double[] Numbers(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Double
        ? value.GetTensorDataAsSpan<double>().ToArray()
        : [.. value.GetTensorDataAsSpan<float>().ToArray().Select(static number => (double)number)];

    internal static InferenceSession Open(ModelProto model)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new InferenceSession(model.ToByteArray(), options);
    }
}
