using System.Diagnostics.CodeAnalysis;
using PrivacyGate.Onnx.Gradients.Quantised;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Makes the gradient graph of a model.</summary>
public static class TrainingGraphBuilder
{
    private const string Labels = "privacygate/labels";
    private const string Loss = "privacygate/loss";

    // What operator version 17 needs.
    private const long LeastIrVersion = 8;

    /// <param name="inspection">The model.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="graph">One step.</param>
    /// <param name="refusal">Why there is none: the operator that stands in the way, and what is done instead.</param>
    /// <exception cref="InputException">PG0027: the model does not run with records of the given shapes.</exception>
    public static bool TryBuild(
        ModelInspection inspection, GradientOptions options, [NotNullWhen(true)] out TrainingGraph? graph, [NotNullWhen(false)] out GradientRefusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(options);
        graph = null;
        options = inspection.Task == ModelTask.Ranking ? options with { Loss = ValueLoss.Pairwise } : options;
        if (!TryCut(inspection.Plan, out var target, out refusal))
        {
            return false;
        }

        target = FloatGraph.Of(inspection.File.Path, target);
        refusal = inspection.Plan.Chunk is not null && !IsApart(inspection, target) ? Chunked(inspection.Plan) : null;
        if (refusal is not null)
        {
            return false;
        }

        var types = ValueTypes.Of(inspection.File.Path, target, inspection.Inputs, options.RecordShapes);
        if (SinglePrecision.IsDue(target.Graph, types.ElementTypes.GetValueOrDefault(target.Graph.Output[0].Name)))
        {
            target = SinglePrecision.Of(target);
            types = ValueTypes.Of(inspection.File.Path, target, inspection.Inputs, options.RecordShapes);
        }

        if (!OpsetLift.TryLift(target, types.Shapes, out var lifted, out refusal))
        {
            return false;
        }

        if (lifted.Graph.Node.Count != target.Graph.Node.Count)
        {
            types = ValueTypes.Of(inspection.File.Path, lifted, inspection.Inputs, options.RecordShapes);
        }

        types = PoolBeforeActivation.Exchange(lifted, types);
        ScoreSignal signal = new(target.Graph.Output[0].Name, inspection.Plan.Reading!.Value);
        var parts = new StepParts(target, lifted, types, signal, [.. inspection.Inputs.Select(static input => input.Name)], options);
        return parts.TryBuild(Labels, Loss, LeastIrVersion, out graph, out refusal);
    }

    /// <summary>Dynamic quantisation rounds by the largest number of the whole batch, which ends with the rounding.</summary>
    private static bool IsApart(ModelInspection inspection, ModelProto target) =>
        inspection.Plan.Chunk == 1 && FloatGraph.IsDynamic(inspection.Plan.Model.Graph) && !FloatGraph.IsDynamic(target.Graph)
        && Probe.KeepsRecordsApart(inspection.File.Path, target, inspection.Inputs);

    private static GradientRefusal Chunked(ServingPlan plan) => new(
        plan.Model.Graph.Node.LastOrDefault()?.OpType ?? "",
        "the model",
        FormattableString.Invariant($"must be asked {plan.Chunk} records at a time: its batch is built in, or records influence each other"));

    /// <summary>The part of the target that makes its scores.</summary>
    private static bool TryCut(ServingPlan plan, [NotNullWhen(true)] out ModelProto? target, [NotNullWhen(false)] out GradientRefusal? refusal)
    {
        target = null;
        var last = plan.Model.Graph.Node.LastOrDefault();
        var why = plan.Reading is null ? "answers labels only"
            : plan.Model.Graph.SparseInitializer.Count > 0 ? "has sparse weights"
            : plan.Model.Graph.Input.Any(static input => input.Name == Labels) ? "is a gradient graph itself"
            : null;
        refusal = why is null ? null : new GradientRefusal(last?.OpType ?? "", "the model", why);
        if (refusal is not null)
        {
            return false;
        }

        target = GraphSurgery.Cut(plan.Model, [plan.Model.Graph.Output[0].Name]);
        return true;
    }
}
