using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What a model takes and answers, found by reading its graph and running a few made-up records through it.</summary>
public sealed class ModelInspection
{
    private ModelInspection(OnnxFile file, ServingPlan plan, IReadOnlyList<string> recognition)
    {
        File = file;
        Plan = plan;
        Recognition = recognition;
    }

    public OnnxFile File { get; }

    public IReadOnlyList<ModelInput> Inputs => Plan.Inputs;

    public ClassList Classes => Plan.Classes;

    public ScoreKind ScoreKind => Plan.Reading switch
    {
        null => ScoreKind.LabelOnly,
        ScoreReading.Probabilities or ScoreReading.SingleProbability => ScoreKind.Probabilities,
        _ => ScoreKind.Logits,
    };

    public bool HasLastLayerNorm => Plan.HasNorm;

    /// <summary>One line for each thing recognised: inputs, output, label, last layer, batch.</summary>
    public IReadOnlyList<string> Recognition { get; }

    internal ServingPlan Plan { get; }

    /// <exception cref="InputException">PG0026 when the shape is not recognised, PG0027 when the model fails, PG0310 when an operator is missing.</exception>
    public static ModelInspection Of(OnnxFile file, ModelOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        overrides ??= new ModelOverrides();
        OperatorCheck.CheckDomains(file.Path, file.Model);
        var view = new GraphView(file.Model.Graph);
        var refusal = new ModelRefusal(file.Path, view);
        InputRecognition inputs = InputRecognition.Of(file.Path, view);
        (ScoreSource? score, LabelSource? label) = OutputChoice.Of(file.Path, view, overrides);

        IReadOnlyList<SignalCandidate> candidates = score is null ? [] : SignalCandidate.Of(view, score);
        Probe probe = Probe.Of(file.Path, ForProbe(file.Model, candidates, label), inputs);
        ScoreDecision? decision = score is null ? null : ScoreDecision.Of(refusal, score, candidates, label, probe);
        ClassDecision classes = ClassDecision.Of(file.Path, decision?.ClassCount, score, label, overrides);

        ServingPlan plan = MakePlan(inputs, decision, label, classes, probe);
        return new ModelInspection(file, plan, [.. RecognitionText.Of(inputs, score, decision, label, classes.Classes, probe)]);
    }

    /// <summary>The values that each of so many features was made for, null where the graph does not show it; empty when it shows none.</summary>
    public IReadOnlyList<ExpectedRange?> ExpectedRanges(int columns) => FeatureRanges.Of(new GraphView(File.Model.Graph), Inputs, columns);

    /// <summary>The same model, queried about one record at a time; null where the graph takes only batches of another size.</summary>
    public ModelInspection? Singly() => Plan.Chunk is null or 1
        ? new(File, Plan with { Chunk = 1 }, [.. Recognition, "batch: every record is queried alone, since answers depend on the batch"])
        : null;

    /// <summary>The same model with other trained numbers: what was recognised holds on.</summary>
    /// <param name="model">A changed copy of the plan's model.</param>
    internal ModelInspection Retrained(ModelProto model) => new(File, Plan with { Model = model }, Recognition);

    private static ModelProto ForProbe(ModelProto model, IReadOnlyList<SignalCandidate> candidates, LabelSource? label)
    {
        IEnumerable<string> values = candidates.SelectMany(static candidate => new[] { candidate.Signal.Value, candidate.Hidden }).Append(label?.Output).OfType<string>();
        return GraphSurgery.Cut(model, values.Distinct(StringComparer.Ordinal), candidates.SelectMany(static candidate => candidate.Added));
    }

    private static ServingPlan MakePlan(InputRecognition inputs, ScoreDecision? decision, LabelSource? label, ClassDecision classes, Probe probe)
    {
        string? hidden = decision is { HasNorm: true } ? decision.Chosen.Hidden : null;
        IEnumerable<string> outputs = new[] { decision?.Chosen.Signal.Value, label?.Output, hidden }.OfType<string>();
        ModelProto model = GraphSurgery.Cut(probe.Model, outputs);
        return new ServingPlan(
            model,
            inputs.Inputs,
            decision?.Chosen.Signal.Reading,
            label is not null,
            classes.LabelNames,
            hidden is not null,
            decision?.Chosen.Layer?.HasBias ?? false,
            classes.Classes,
            probe.Chunk,
            BatchSize.Of(model, inputs.Inputs, classes.Classes.Count, probe.Chunk),
            decision?.Chosen.Signal.Reading is ScoreReading.Probabilities or ScoreReading.SingleProbability ? VoteResolution.Of(model) : Predictions.SinglePrecisionFloor);
    }
}
