using System.Diagnostics.CodeAnalysis;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>What a step is put together from.</summary>
/// <param name="Target">The part of the target that makes its scores, as it is.</param>
/// <param name="Lifted">The same, for the operator version of the step.</param>
/// <param name="Types">Axes and types of its values.</param>
/// <param name="Signal">The scores.</param>
/// <param name="Features">Names of the target's inputs.</param>
/// <param name="Options">What is wanted.</param>
internal sealed record StepParts(ModelProto Target, ModelProto Lifted, ValueTypes Types, ScoreSignal Signal, IReadOnlyList<string> Features, GradientOptions Options)
{
    public bool TryBuild(
        string labels, string loss, long leastIrVersion, [NotNullWhen(true)] out TrainingGraph? built, [NotNullWhen(false)] out GradientRefusal? refusal)
    {
        built = null;
        var view = new GraphView(Lifted.Graph);
        var positions = TrainablePositions.Find(view, Types);
        var start = StartingPoint.Of(Options.TrainedFrom, view);
        RequireFit(start, positions.Found);
        IReadOnlyList<FoundParameter> parameters = [.. positions.Found.Where(parameter => !start.Keeps(parameter.Name))];
        var elementType = Types.ElementTypes.GetValueOrDefault(Signal.Value);
        string[] inputs = Options.WithInputs ? [.. Features.Where(input => ElementType.IsFloating(view.ElementTypeOf(input)))] : [];
        var step = Empty(view, leastIrVersion);
        var walk = GradientWalk.Of(Lifted, step.Graph, elementType, parameters.Select(static parameter => parameter.Name).Concat(inputs), Types, Options.IsTraining, start);
        refusal = positions.Refusal ?? Refusal(view, parameters, elementType, walk.Scope) ?? walk.Refusal();
        if (refusal is not null)
        {
            return false;
        }

        walk.Forward();
        AddLoss(walk.Scope, step.Graph, view, labels, loss);
        walk.Backward();
        var dead = parameters.FirstOrDefault(parameter => walk.Scope.GradientOf(parameter.Name) is null);
        refusal = dead is null ? null : new GradientRefusal("", $"the weight '{dead.Name}'", "influences the scores in no way a gradient could follow");
        if (refusal is not null)
        {
            return false;
        }

        built = Finish(walk.Scope, step, labels, loss, parameters, inputs) with { FrozenWeights = positions.Found.Count - parameters.Count };
        return true;
    }

    /// <summary>A base of another model, or the model itself, would make shadows that stand for nothing.</summary>
    private void RequireFit(StartingPoint start, IReadOnlyList<FoundParameter> found)
    {
        var tuning = Options.TrainedFrom;
        if (!tuning.IsKnown || found.Count == 0)
        {
            return;
        }

        if (tuning.Base is not null && found.All(parameter => start.Of(parameter.Name) is null))
        {
            throw StartingPoint.Misfit(tuning, "no weight of shadows.base has the name, or the place and shape, of a weight of the model; name the model that this one was trained on from");
        }

        if (tuning.Base is not null && !IsNear(start, found))
        {
            throw StartingPoint.Misfit(tuning, "the weights of shadows.base lie as far from those of the model as from 0, so the model was not trained on from it; name the model that its training started from");
        }

        if (found.All(parameter => start.Keeps(parameter.Name)))
        {
            throw StartingPoint.Misfit(tuning, tuning.Base is null
                ? "shadows.frozen names every weight of the model, so nothing is left to train; name those that training did not touch"
                : "every weight of the model is as in shadows.base, or is frozen, so nothing was trained; name the model as it was before it was trained on");
        }
    }

    /// <summary>Whether training moved the weights by less than their own size, those together that have a value in the base. Two models of other seeds are farther apart.</summary>
    private static bool IsNear(StartingPoint start, IReadOnlyList<FoundParameter> found)
    {
        var (moved, size) = (0.0, 0.0);
        foreach (var parameter in found.Where(static parameter => parameter.Role is ParameterRole.Weight or ParameterRole.Embedding))
        {
            foreach (var (after, before) in TensorValues.Reals(parameter.Tensor)!.Zip(start.Of(parameter.Name) ?? []))
            {
                moved += (after - before) * (after - before);
                size += after * after;
            }
        }

        return moved <= size;
    }

    /// <summary>What the answers are an exponential of, or null.</summary>
    private string? LogarithmOf(GraphView view) => view.ProducerOf(Signal.Value) is { } node && node.Is("Exp") ? node.At(0) : null;

    private ValueLoss LossOf(GraphView view) => Options.Loss ?? (LogarithmOf(view) is null ? ValueLoss.SquaredError : ValueLoss.Poisson);

    private void AddLoss(GradientScope scope, GraphProto graph, GraphView view, string labels, string loss)
    {
        if (Signal.Reading.Kind().IsOfClasses())
        {
            graph.Input.Add(ValueInfo.Tensor(labels, ElementType.Int64, [-1]));
            LossHead.Add(scope, Signal, labels, loss, Options.Temperature);
            return;
        }

        if (LossOf(view) == ValueLoss.Pairwise)
        {
            graph.Input.Add(ValueInfo.Tensor(labels, ElementType.Float, [-1, PairwiseLossHead.Width]));
            PairwiseLossHead.Add(scope, Signal.Value, labels, loss);
            return;
        }

        graph.Input.Add(ValueInfo.Tensor(labels, ElementType.Float, [-1, LossHead.Width(Types.Shapes[Signal.Value])!.Value]));
        ValueLossHead.Add(scope, Signal, LogarithmOf(view), labels, loss, LossOf(view));
    }

    private GradientRefusal? Refusal(GraphView view, IReadOnlyList<FoundParameter> parameters, int elementType, GradientScope scope)
    {
        var maker = view.ProducerOf(Signal.Value);
        var why = maker is null ? "hands an input on"
            : parameters.Count == 0 ? "ends a graph without weights of layers"
            : elementType != ElementType.Float ? $"computes in {ElementType.Name(elementType)}, and weights are trained in float32"
            : LossHead.Width(Types.Shapes[Signal.Value]) is null ? "makes scores that are not laid out by record"
            : !scope.Needs(Signal.Value) ? "makes scores no trained weight flows into"
            : null;
        return why is null ? null : maker is null ? new GradientRefusal("", $"the model's score '{Signal.Value}'", why) : GradientRefusal.Of(maker, why);
    }

    /// <summary>A graph with the target's inputs and constants and no nodes yet.</summary>
    private ModelProto Empty(GraphView view, long leastIrVersion)
    {
        var step = Lifted.Clone();
        step.IrVersion = Math.Max(step.IrVersion, leastIrVersion);
        (step.ProducerName, step.ProducerVersion) = ("PrivacyGate", "");
        step.Graph.Name = "step";
        step.Graph.Node.Clear();
        step.Graph.Output.Clear();
        step.Graph.ValueInfo.Clear();
        step.Graph.Input.Clear();
        step.Graph.Input.Add(view.FedInputs.Select(static input => input.Clone()));
        return step;
    }

    private TrainingGraph Finish(GradientScope scope, ModelProto step, string labels, string loss, IReadOnlyList<FoundParameter> parameters, string[] inputs)
    {
        var graph = step.Graph;
        foreach (var parameter in parameters)
        {
            ServingGraph.Remove(graph, parameter.Name);
            scope.AddInput(parameter.Name, parameter.Tensor.DataType, parameter.Tensor.Dims);
        }

        var fed = graph.Input.Select(static input => input.Name).ToHashSet(StringComparer.Ordinal);
        TensorProto[] constants = [.. graph.Initializer.Where(tensor => !fed.Contains(tensor.Name))];
        graph.Initializer.Clear();
        graph.Initializer.Add(constants);

        graph.Output.Add(ValueInfo.Tensor(loss, scope.ElementType, []));
        foreach (var name in parameters.Select(static parameter => parameter.Name).Concat(inputs))
        {
            scope.Add("Identity", [scope.GradientOf(name) ?? Zeros(scope, name)], [GradientName(name)], []);
            graph.Output.Add(ValueInfo.Tensor(GradientName(name), scope.ElementType, scope.ShapeOf(name)));
        }

        graph.Output.Add(scope.Statistics.Select(statistic => ValueInfo.Tensor(statistic.Updated, scope.ElementType, statistic.Shape)));
        var whole = GraphSurgery.Cut(step, [.. graph.Output.Select(static output => output.Name)]);
        OutputNames.Settle(whole.Graph);
        return new TrainingGraph(whole, Features, labels, loss, [.. parameters.Select(parameter => Describe(parameter, scope.Start))], scope.Statistics, scope.Masks, Serving(scope, parameters))
        {
            // A query's documents are compared with each other, so they go through a step together.
            RecordsAtOnce = scope.Statistics.Count > 0 || Options.Loss == ValueLoss.Pairwise ? null : Gradients.RecordsAtOnce.Of(Types, parameters.Sum(static parameter => Numbers(parameter.Tensor.Dims))),
            Temperature = Options.Temperature,
            ValueLoss = Signal.Reading == ScoreReading.Values ? LossOf(new GraphView(Lifted.Graph)) : null,

            // What a shadow starts with answers in the unit of the targets already.
            End = Options.TrainedFrom.Base is null ? AnswerEnd.Of(new GraphView(Target.Graph), Signal.Value) : new AnswerEnd(AnswerRange.Bounded, 1),
            InputGradients = [.. inputs.Select(static input => new InputGradient(input, GradientName(input)))],
        };
    }

    /// <summary>An input the scores do not depend on.</summary>
    private static string Zeros(GradientScope scope, string input) => scope.AsNumber(scope.Emit("Sub", input, input));

    private ModelProto Serving(GradientScope scope, IReadOnlyList<FoundParameter> parameters) => ServingGraph.Of(
        Target,
        parameters.Select(static parameter => (parameter.Name, parameter.Tensor.DataType, parameter.Tensor.Dims.AsEnumerable()))
            .Concat(scope.Statistics.Select(statistic => (statistic.Name, scope.ElementType, statistic.Shape.AsEnumerable()))));

    private static long Numbers(IEnumerable<long> shape) => shape.Aggregate(1L, static (product, axis) => product * axis);

    private static string GradientName(string value) => $"privacygate/gradient/{value}";

    private static TrainableParameter Describe(FoundParameter parameter, IStartingValues start) => new(
        parameter.Name,
        [.. parameter.Tensor.Dims],
        GradientName(parameter.Name),
        parameter.Role,
        parameter.Fan.In,
        parameter.Fan.Out,
        [.. TensorValues.Reals(parameter.Tensor)!.Select(static value => (float)value)])
    { Start = start.Of(parameter.Name) };
}
