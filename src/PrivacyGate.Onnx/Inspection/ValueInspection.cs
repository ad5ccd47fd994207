using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Recognises a model that is no classifier, as the task in the spec says.</summary>
internal static class ValueInspection
{
    /// <param name="path">The model, for messages.</param>
    /// <param name="prepared">The model.</param>
    /// <param name="isMlNet">Whether ML.NET made the file.</param>
    /// <param name="task">What it is for.</param>
    /// <param name="overrides">What the spec says.</param>
    /// <param name="cancellation">Stops inside the runtime.</param>
    public static (ServingPlan Plan, IReadOnlyList<UnusedInput> Unused, IReadOnlyList<string> Recognition) Of(
        string path, PreparedModel prepared, bool isMlNet, ModelTask task, ModelOverrides overrides, CancellationToken cancellation)
    {
        var view = new GraphView(prepared.Model.Graph);
        var refusal = new ModelRefusal(path, view);
        RequireKind(path, task, overrides.OutputKind);
        var source = ValueOutput.Of(refusal, view, isMlNet, task, overrides.OutputName);
        var cut = GraphSurgery.DropUnusedInputs(GraphSurgery.Cut(prepared.Model, ValueDecision.Candidates(source, task), []));
        HashSet<string> used = [.. cut.Graph.Input.Select(static input => input.Name)];
        var inputs = InputRecognition.Of(path, view, used, prepared.Ranges);
        var probe = Probe.Of(path, cut, inputs, cancellation);
        var decision = ValueDecision.Of(refusal, task, source, overrides.OutputKind, inputs, probe);
        var unused = UnusedInput.Of(view, used, null);
        return (Plan(decision, task, inputs, probe), unused, [.. RecognitionText.OfValues(inputs, unused, decision, task, probe, prepared.Said)]);
    }

    private static ServingPlan Plan(ValueDecision decision, ModelTask task, InputRecognition inputs, Probe probe)
    {
        var model = GraphSurgery.Cut(probe.Model, [decision.Signal.Value]);
        return new ServingPlan(
            model,
            inputs.Inputs,
            decision.Signal.Reading,
            HasLabel: false,
            LabelNames: null,
            HasNorm: false,
            NormHasBias: false,
            new ClassList(decision.Width, null),
            probe.Chunk,
            BatchSize.Of(model, inputs.Inputs, decision.Width, probe.Chunk),
            Predictions.SinglePrecisionFloor)
        { Task = task };
    }

    private static void RequireKind(string path, ModelTask task, string? kind)
    {
        string[] allowed = task == ModelTask.MultiLabel ? [OutputKinds.Probabilities, OutputKinds.Logits] : [];
        if (kind is not null && !allowed.Contains(kind))
        {
            throw Refusal.Of(DiagnosticIds.UnknownValue, path, $"The output kind '{kind}' does not go with the task '{ModelTasks.Name(task)}'. "
                + (allowed.Length > 0 ? $"It may be {string.Join(" or ", allowed)}." : "Remove \"kind\" from \"output\"."));
        }
    }
}
