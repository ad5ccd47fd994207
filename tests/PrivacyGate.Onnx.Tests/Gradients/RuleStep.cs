using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>A step graph of one node: its loss is the sum of the node's outputs, each number weighted at random.</summary>
internal sealed class RuleStep : IDisposable
{
    private readonly NodeProto node;
    private readonly Dictionary<string, RuleInput> inputs;
    private readonly ModelProto plain;
    private readonly ModelProto step;
    private readonly string[] weighted;
    private readonly GradientScope scope;
    private readonly InferenceSession forward;
    private readonly InferenceSession whole;
    private readonly Dictionary<string, double[]> weights = [];
    private readonly Dictionary<string, (int Type, long[] Shape)> shapes = [];
    private readonly string[] fed;

    private RuleStep(NodeProto node, Dictionary<string, RuleInput> inputs, ModelProto plain, ModelProto step, string[] weighted, GradientScope scope, RuleCheckOptions options)
    {
        (this.node, this.inputs, this.plain, this.step, this.weighted, this.scope, Options) = (node, inputs, plain, step, weighted, scope, options);
        fed = [.. step.Graph.Input.Select(static input => input.Name)];
        var values = GraphSurgery.Cut(step, weighted);
        foreach (var weight in weighted)
        {
            ServingGraph.Remove(values.Graph, "weight/" + weight);
        }

        forward = RuleCheck.Open(values);
        string[] gradients = [.. Differentiated.Select(name => scope.GradientOf(name)!)];
        var all = step.Clone();
        string[] named = [.. gradients.Select((gradient, i) => $"gradient{i}")];
        all.Graph.Node.Add(gradients.Select((gradient, i) => RuleCheck.Node("Identity", [gradient], [named[i]])));
        all = GraphSurgery.Cut(all, named);
        OnnxOf = all;
        whole = RuleCheck.Open(all);
        foreach (var input in step.Graph.Input)
        {
            shapes[input.Name] = (input.Type.TensorType.ElemType, [.. input.Type.TensorType.Shape.Dim.Select(axis => axis.HasDimValue ? axis.DimValue : options.Batch)]);
        }
    }

    public RuleCheckOptions Options { get; }

    /// <summary>The step as a model.</summary>
    public ModelProto OnnxOf { get; }

    /// <summary>What is fed.</summary>
    public Dictionary<string, double[]> Values { get; } = [];

    private IEnumerable<string> Differentiated => inputs.Where(static pair => pair.Value.IsDifferentiated).Select(static pair => pair.Key);

    /// <param name="node">The node.</param>
    /// <param name="given">Its inputs.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="used">Outputs the loss depends on; null for all.</param>
    public static RuleStep Of(NodeProto node, IReadOnlyList<RuleInput> given, RuleCheckOptions options, string[]? used = null)
    {
        string[] names = [.. node.Input.Where(static name => name.Length > 0).Distinct()];
        var inputs = names.Zip(given).ToDictionary(static pair => pair.First, static pair => pair.Second);
        var plain = Plain(node, inputs, options);
        var types = TypesOf(plain, node, inputs, options);
        var step = plain.Clone();
        step.Graph.Node.Clear();
        step.Graph.Output.Clear();
        string[] wanted = [.. inputs.Where(static pair => pair.Value.IsDifferentiated).Select(static pair => pair.Key)];
        var walk = GradientWalk.Of(plain, step.Graph, options.ElementType, wanted, types, options.IsTraining, StartingPoint.Seed);
        Assert.Null(walk.Refusal());
        walk.Forward();
        string[] weighted = [.. node.Output.Where(walk.Scope.Needs).Where(output => used?.Contains(output) ?? true)];
        foreach (var output in weighted)
        {
            walk.Scope.AddInput("weight/" + output, options.ElementType, types.Shapes[output]);
            walk.Scope.Accumulate(output, "weight/" + output);
        }

        walk.Backward();
        Assert.All(wanted, input => Assert.NotNull(walk.Scope.GradientOf(input)));
        TensorProto[] constants = [.. step.Graph.Initializer.Where(tensor => step.Graph.Input.All(input => input.Name != tensor.Name))];
        step.Graph.Initializer.Clear();
        step.Graph.Initializer.Add(constants);
        return new RuleStep(node, inputs, plain, step, weighted, walk.Scope, options);
    }

    /// <summary>Draws inputs, output weights, masks and statistics.</summary>
    public void Draw(Random random)
    {
        foreach (var name in fed.Where(static name => !name.StartsWith("weight/", StringComparison.Ordinal)))
        {
            Draw(name, random, inputs.GetValueOrDefault(name)?.Draw
                ?? (scope.Masks.FirstOrDefault(mask => mask.Name == name) is { } mask ? Mask(mask.Ratio) : static random => .5 + random.NextDouble()));
        }

        foreach ((var output, (var _, var shape)) in weighted.Zip(Run(forward, weighted)))
        {
            shapes["weight/" + output] = (Options.ElementType, shape);
            Draw("weight/" + output, random, static random => (random.NextDouble() * 2) - 1);
        }
    }

    public IReadOnlyDictionary<string, double[]> Gradients()
    {
        var gradients = Run(whole, OnnxOf.Graph.Output.Select(static output => output.Name));
        Assert.All(Differentiated.Zip(gradients), pair => Assert.Equal(shapes[pair.First].Shape, pair.Second.Shape));
        return Differentiated.Zip(gradients).ToDictionary(static pair => pair.First, static pair => pair.Second.Numbers);
    }

    public double[][] Outputs() => [.. Run(forward, weighted).Select(static output => output.Numbers)];

    /// <summary>Running statistics after the step, in the order the rule keeps them.</summary>
    public double[][] Updated()
    {
        string[] updated = [.. scope.Statistics.Select(static statistic => statistic.Updated)];
        using var session = RuleCheck.Open(GraphSurgery.Cut(step, updated));
        return [.. Run(session, updated).Select(static output => output.Numbers)];
    }

    /// <summary>What the plain node answers.</summary>
    public double[][] Inference()
    {
        using var session = RuleCheck.Open(GraphSurgery.Cut(plain, weighted));
        return [.. Run(session, weighted).Select(static output => output.Numbers)];
    }

    /// <summary>The derivative by one number of an input, by central differences.</summary>
    public double Difference(string input, int index)
    {
        var middle = Values[input][index];
        var at = new double[2];
        double[] points = [middle + Options.Step, middle - Options.Step];
        for (var side = 0; side < 2; side++)
        {
            points[side] = Options.ElementType == ElementType.Float ? (float)points[side] : points[side];
            Values[input][index] = points[side];
            at[side] = Outputs().Zip(weighted).Sum(pair => pair.First.Zip(Values["weight/" + pair.Second], static (y, weight) => y * weight).Sum());
        }

        Values[input][index] = middle;
        return (at[0] - at[1]) / (points[0] - points[1]);
    }

    public void Dispose()
    {
        forward.Dispose();
        whole.Dispose();
    }

    private void Draw(string name, Random random, Func<Random, double> draw)
    {
        var values = new double[shapes[name].Shape.Aggregate(1L, static (product, axis) => product * axis)];
        for (var i = 0; i < values.Length; i++)
        {
            // In single precision what is fed must be what was drawn.
            var value = draw(random);
            values[i] = Options.ElementType == ElementType.Float ? (float)value : value;
        }

        Values[name] = values;
    }

    private static Func<Random, double> Mask(float ratio) => random => random.NextDouble() < ratio ? 0 : 1 / (1 - ratio);

    private static ModelProto Plain(NodeProto node, Dictionary<string, RuleInput> inputs, RuleCheckOptions options)
    {
        var graph = new GraphProto { Name = "checked", Node = { node } };
        foreach ((var name, var input) in inputs)
        {
            if (input.Constant is { } tensor)
            {
                var copy = tensor.Clone();
                copy.Name = name;
                graph.Initializer.Add(copy);
            }
            else
            {
                graph.Input.Add(ValueInfo.Tensor(name, options.ElementType, input.Shape));
            }
        }

        graph.Output.Add(node.Output.Where(static name => name.Length > 0).Select(static name => new ValueInfoProto { Name = name }));
        return new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Domain = "", Version = options.Opset } }, Graph = graph };
    }

    private static ValueTypes TypesOf(ModelProto plain, NodeProto node, Dictionary<string, RuleInput> inputs, RuleCheckOptions options)
    {
        string[] outputs = [.. node.Output.Where(static name => name.Length > 0)];
        using var session = RuleCheck.Open(plain);
        var view = new GraphView(plain.Graph);
        return ValueTypes.Of(view, Run(2), Run(3));

        Dictionary<string, SeenValue> Run(int batch)
        {
            var random = new Random(1);
            string[] names = [.. plain.Graph.Input.Select(static input => input.Name)];
            long[][] axes = [.. names.Select(name => (long[])[.. inputs[name].Shape.Select(axis => axis < 0 ? batch : axis)])];
            OrtValue[] values = [.. names.Select((name, i) => RuleCheck.Value(
                [.. Enumerable.Range(0, (int)axes[i].Aggregate(1L, static (product, axis) => product * axis)).Select(_ => inputs[name].Draw(random))], options.ElementType, axes[i]))];
            using RunOptions run = new();
            using var answers = session.Run(run, names, values, outputs);
            var seen = ValueTypes.Seen(plain.Graph, outputs, answers);
            foreach ((var name, var shape) in names.Zip(axes))
            {
                seen[name] = new SeenValue(shape, options.ElementType, null);
            }

            Array.ForEach(values, static value => value.Dispose());
            return seen;
        }
    }

    private (double[] Numbers, long[] Shape)[] Run(InferenceSession session, IEnumerable<string> outputs)
    {
        string[] names = [.. session.InputNames];
        OrtValue[] values = [.. names.Select(name => RuleCheck.Value(Values[name], shapes[name].Type, shapes[name].Shape))];
        using RunOptions run = new();
        using var answers = session.Run(run, names, values, [.. outputs]);
        (double[], long[])[] numbers = [.. answers.Select(static answer => (RuleCheck.Numbers(answer), answer.GetTensorTypeAndShape().Shape))];
        Array.ForEach(values, static value => value.Dispose());
        return numbers;
    }
}
