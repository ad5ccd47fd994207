using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What a model takes and answers, found by reading its graph and running a few made-up records through it.</summary>
public sealed class ModelInspection
{
    private ModelInspection(OnnxFile file, ServingPlan plan, IReadOnlyList<UnusedInput> unused, IReadOnlyList<string> recognition)
    {
        File = file;
        Plan = plan;
        UnusedInputs = unused;
        Recognition = recognition;
    }

    public OnnxFile File { get; }

    /// <summary>The inputs with a path to the outputs that are read, in the model's order.</summary>
    public IReadOnlyList<ModelInput> Inputs => Plan.Inputs;

    /// <summary>The other inputs: exports of ML.NET have one for the label and for every column the model does not use.</summary>
    public IReadOnlyList<UnusedInput> UnusedInputs { get; }

    /// <summary>What the model is for.</summary>
    public ModelTask Task => Plan.Task;

    /// <summary>The classes; of a model of another task the numbers a record that it answers, without names.</summary>
    public ClassList Classes => Plan.Classes;

    public ScoreKind ScoreKind => Plan.Reading?.Kind() ?? ScoreKind.LabelOnly;

    /// <summary>Whether trees make the answers: they take a missing number (NaN) to one of their branches, whatever trained them.</summary>
    public bool HasTrees => GraphWalk.Nodes(Plan.Model).Any(static node => node.OpType.StartsWith("TreeEnsemble", StringComparison.Ordinal));

    public bool HasLastLayerNorm => Plan.HasNorm;

    /// <inheritdoc cref="Predictions.ShowsLevel"/>
    public bool ShowsLevel => Plan.ShowsLevel;

    /// <summary>
    /// True when neither the file nor the overrides confirm that the numbers of the output are scores of classes: the
    /// model may be an embedding or a regression. The labels of the data have to confirm it (<see cref="Inference.WidthCheck"/>).
    /// </summary>
    public bool IsUnconfirmed => Plan.IsUnconfirmed;

    /// <summary>One line for each thing recognised: inputs, output, label, last layer, batch.</summary>
    public IReadOnlyList<string> Recognition { get; }

    internal ServingPlan Plan { get; }

    /// <exception cref="InputException">PG0004 when the output's kind does not go with the task, PG0026 when the shape is not recognised, PG0027 when the model fails, PG0029 when it is not a classifier, PG0310 when an operator is missing, PG0311 and PG0312 when the model asks for more than its limits.</exception>
    public static ModelInspection Of(OnnxFile file, ModelOverrides? overrides = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        overrides ??= new ModelOverrides();
        OperatorCheck.CheckDomains(file.Path, file.Model);
        GraphSize.Check(file.Path, file.Model, overrides.Limits);
        ClaimedTensors.Check(file.Path, file.Model, overrides.Limits);
        var prepared = PreparedModel.Of(file.Path, file.Model);
        if (overrides.Task is { } task and not ModelTask.Classification)
        {
            var found = ValueInspection.Of(file.Path, prepared, MlNetKeys.Made(file.Model), task, overrides, cancellation);
            return new ModelInspection(file, found.Plan, found.Unused, found.Recognition);
        }

        var view = new GraphView(prepared.Model.Graph);
        var refusal = new ModelRefusal(file.Path, view);
        var isMlNet = MlNetKeys.Made(file.Model);
        (var score, var label) = OutputChoice.Of(file.Path, view, isMlNet, overrides);
        if (StatedScores.Under(file.Model, overrides, score) is var stated && stated != overrides)
        {
            overrides = stated;
            (score, label) = OutputChoice.Of(file.Path, view, isMlNet, overrides);
        }

        if (overrides.OutputKind is null && TaskGuess.OfLabel(label) is { } clustering)
        {
            throw refusal.NotAClassifier(clustering);
        }

        var candidates = score is null ? [] : SignalCandidate.Of(view, score);
        var cut = ForProbe(prepared.Model, candidates, label);
        HashSet<string> used = [.. cut.Graph.Input.Select(static input => input.Name)];
        var inputs = InputRecognition.Of(file.Path, view, used, prepared.Ranges);
        var probe = Probe.Of(file.Path, cut, inputs, cancellation);
        label = OneLabel(refusal, score, label, probe);

        var decision = score is null ? null : ScoreDecision.Of(new ScoreQuestion(
            refusal, view, score, candidates, label, new Lazy<LabelledScores?>(() => Labelled(file.Path, inputs, candidates[^1].Signal.Value, label, overrides, probe, cancellation)), inputs.Inputs, overrides, isMlNet, probe));
        var keys = isMlNet && label?.ElementType != ElementType.Bool && (decision?.Declared is not (ScoreReading.SingleProbability or ScoreReading.SingleLogit));
        var classes = keys
            ? ClassDecision.OfKeys(file.Path, decision?.ClassCount, label, MlNetKeys.Labels(view, used, decision?.ClassCount ?? label?.ClassNames?.Count ?? 0), overrides)
            : ClassDecision.Of(file.Path, decision?.ClassCount, score, label, overrides);

        var plan = MakePlan(inputs, decision, label, classes, probe);
        var unused = UnusedInput.Of(view, used, classes.Classes.Names);
        return new ModelInspection(file, plan, unused, [.. RecognitionText.Of(inputs, unused, score, decision, label, classes, probe, prepared.Said)]);
    }

    /// <summary>The task of a model that is surely no classifier, as its names, the type of its label and its graph agree; null where it is a classifier or its task has to be asked for.</summary>
    public static ModelTask? SureTask(OnnxFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Inspection.SureTask.Of(new GraphView(file.Model.Graph), MlNetKeys.Made(file.Model));
    }

    /// <summary>The values that each of so many features was made for, null where the graph does not show it; empty when it shows none.</summary>
    public IReadOnlyList<ExpectedRange?> ExpectedRanges(int columns) => FeatureRanges.Of(new GraphView(File.Model.Graph), Inputs, columns);

    /// <summary>What the graph shows of how the model was fitted to its training records.</summary>
    public GraphFacts GraphFacts() => FitReading.Of(new GraphView(File.Model.Graph));

    /// <summary>The same model, queried about one record at a time; null where the graph takes only batches of another size.</summary>
    public ModelInspection? Singly() => Plan.Chunk is null or 1
        ? new(File, Plan with { Chunk = 1 }, UnusedInputs, [.. Recognition, "batch: every record is queried alone, since answers depend on the batch"])
        : null;

    /// <summary>The same model with other trained numbers: what was recognised holds on.</summary>
    /// <param name="model">A changed copy of the plan's model.</param>
    internal ModelInspection Retrained(ModelProto model) => new(File, Plan with { Model = model }, UnusedInputs, Recognition);

    private static ModelProto ForProbe(ModelProto model, IReadOnlyList<SignalCandidate> candidates, LabelSource? label)
    {
        var values = candidates.SelectMany(static candidate => new[] { candidate.Signal.Value, candidate.Hidden }).Append(label?.Output).OfType<string>();
        return GraphSurgery.DropUnusedInputs(GraphSurgery.Cut(model, values.Distinct(StringComparer.Ordinal), candidates.SelectMany(static candidate => candidate.Added)));
    }

    /// <summary>The label, when it is one a record. Several are no label: beside scores they are passed over, alone they are refused.</summary>
    private static LabelSource? OneLabel(ModelRefusal refusal, ScoreSource? score, LabelSource? label, Probe probe) =>
        label is null || probe.Values[label.Output].Width == 1 ? label
        : score is not null ? null
        : throw refusal.NotAClassifier(TaskGuess.SeveralLabels(label.Output, probe.Values[label.Output].Width is > 1 and var width ? ClassNames.Text(width) : "not one but another number of"));

    private static LabelledScores? Labelled(string path, InputRecognition inputs, string scores, LabelSource? label, ModelOverrides overrides, Probe probe, CancellationToken cancellation)
    {
        if (label is null)
        {
            return null;
        }

        var width = Math.Max(2, probe.Values[scores].Width);
        var names = label.ClassNames
            ?? ClassDecision.Counted(label, width)
            ?? (label.FirstNumber is null && label.ElementType != ElementType.Bool ? overrides.Classes : null);
        return probe.Labelled(path, inputs.Inputs, scores, label.Output, new LabelReader(path, names, width), cancellation) is { } labelled ? new LabelledScores(labelled.Classes, labelled.Scores) : null;
    }

    private static ServingPlan MakePlan(InputRecognition inputs, ScoreDecision? decision, LabelSource? label, ClassDecision classes, Probe probe)
    {
        var hidden = decision is { HasNorm: true } ? decision.Chosen.Hidden : null;
        var outputs = new[] { decision?.Chosen.Signal.Value, label?.Output, hidden }.OfType<string>();
        var model = GraphSurgery.Cut(probe.Model, outputs, decision?.Adapter?.Added);
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
            ProbabilityFloor(model, decision))
        {
            Shown = decision?.Shown,
            IsUnconfirmed = decision is { IsUnconfirmed: true },
            ShowsLevel = decision is { ShowsLevel: true },
        };
    }

    /// <summary>Half of the smallest step between probabilities that the model shows.</summary>
    private static double ProbabilityFloor(ModelProto model, ScoreDecision? decision) =>
        decision?.Chosen.Signal.Reading is not (ScoreReading.Probabilities or ScoreReading.SingleProbability) ? Predictions.SinglePrecisionFloor
        : decision.Digits is { } digits ? Math.Pow(10, -digits) / 2
        : VoteResolution.Of(model);
}
