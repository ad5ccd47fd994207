using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Onnx.Training.Objectives;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Surrogate;

/// <summary>Trains small networks of values or labels in place of a model that cannot be trained here.</summary>
public sealed class ValueSurrogateTrainer : ITrainer
{
    private const string Input = "x";
    private const string Output = "values";
    private const int HiddenUnits = 128;

    /// <summary>Without a loss to reach.</summary>
    private const int DefaultEpochs = 60;

    private readonly ModelInspection target;
    private readonly FeatureEncoding encoding;
    private readonly NetworkTrainer network;

    private ValueSurrogateTrainer(ModelInspection target, FeatureEncoding encoding, NetworkTrainer network, string reason)
    {
        (this.target, this.encoding, this.network) = (target, encoding, network);
        var text = FormattableString.Invariant($"surrogate: {encoding.Width}-{HiddenUnits}-{target.Classes.Count} network, {network.Description.Text[(network.Description.Text.IndexOf("; ", StringComparison.Ordinal) + 2)..]}; {reason}");
        Description = new TrainerDescription(TrainerKinds.Surrogate, text, $"surrogate of values; columns {encoding.Fingerprint}; {network.Description.Fingerprint}");
    }

    public TrainerDescription Description { get; }

    /// <summary>Settles columns on a pilot.</summary>
    /// <param name="target">The target.</param>
    /// <param name="pilot">Records such as a shadow will train on, as many as it will.</param>
    /// <param name="wantedLoss">The target's loss on its members, which shadows are to reach on theirs; or null.</param>
    /// <param name="reason">Why the target itself cannot be trained, for the report.</param>
    /// <param name="cancellation">Stops the reading of columns.</param>
    public static ValueSurrogateTrainer For(ModelInspection target, RecordBatch pilot, double? wantedLoss, string reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(pilot);
        var encoding = FeatureEncoding.Of(pilot, cancellation);
        var task = target.Task is ModelTask.MultiLabel or ModelTask.Ranking ? target.Task : ModelTask.Regression;
        var overrides = new ModelOverrides(OutputKind: task == ModelTask.MultiLabel ? OutputKinds.Logits : null) { Task = task };
        var inspection = ModelInspection.Of(OnnxFile.Made(target.File.Path, Network(encoding.Width, target.Classes.Count)), overrides, cancellation);
        return TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal)
            ? new ValueSurrogateTrainer(target, encoding, new NetworkTrainer(inspection, graph, new TrainingRecipe { Epochs = wantedLoss is null ? DefaultEpochs : null }, wantedLoss), reason)
            : throw new InvalidOperationException(refusal.Message);
    }

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        var targets = (ValueTargets)TrainingTargets.Of(target, records);
        targets = targets.Task == ModelTask.Reconstruction ? targets with { Task = ModelTask.Regression } : targets;
        var model = network.Train(Encoded(records, cancellation) with { Targets = targets }, seed, cancellation);
        return new TrainedModel(new Served(this, model.Classifier), model.Summary);
    }

    public void Dispose() => network.Dispose();

    private RecordBatch Encoded(RecordBatch records, CancellationToken cancellation) =>
        records with { Features = [new FeatureBlock(Input, ElementKind.Float32, [encoding.Width], encoding.Encode(records, cancellation))] };

    /// <summary>Features, a hidden layer with ReLU, and the numbers.</summary>
    private static ModelProto Network(int width, int numbers)
    {
        TensorProto Tensor(string name, params long[] axes)
        {
            var count = (int)axes.Aggregate(1L, static (product, axis) => product * axis);
            var tensor = Tensors.Of([.. Enumerable.Repeat(.01f, count)], axes);
            tensor.Name = name;
            return tensor;
        }

        return new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = OpsetLift.Lowest } },
            Graph = new GraphProto
            {
                Name = "surrogate",
                Node =
                {
                    new NodeProto { OpType = "Gemm", Input = { Input, "w1", "b1" }, Output = { "sums" } },
                    new NodeProto { OpType = "Relu", Input = { "sums" }, Output = { "hidden" } },
                    new NodeProto { OpType = "Gemm", Input = { "hidden", "w2", "b2" }, Output = { Output } },
                },
                Initializer = { Tensor("w1", width, HiddenUnits), Tensor("b1", HiddenUnits), Tensor("w2", HiddenUnits, numbers), Tensor("b2", numbers) },
                Input = { ValueInfo.Tensor(Input, ElementType.Float, [-1, width]) },
                Output = { ValueInfo.Tensor(Output, ElementType.Float, [-1, numbers]) },
            },
        };
    }

    /// <summary>The network as a model of the target's records.</summary>
    private sealed class Served(ValueSurrogateTrainer trainer, IClassifier network) : IClassifier
    {
        public IReadOnlyList<ModelInput> Inputs => trainer.target.Inputs;

        public ClassList Classes => trainer.target.Classes;

        public ScoreKind ScoreKind => network.ScoreKind;

        public int PreferredBatchSize => network.PreferredBatchSize;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation) => network.Predict(trainer.Encoded(batch, cancellation), cancellation);

        public void Dispose() => network.Dispose();
    }
}
