using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Training.Objectives;
using PrivacyGate.Onnx.Training.Optimizers;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Recipes;
using PrivacyGate.Onnx.Training.Runs;
using PrivacyGate.Onnx.Training.Serving;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Networks;

/// <summary>
/// Trains shadows of the target's own network. Calls side by side share nothing but the sessions' code: the same
/// records and seed give the same parameters, byte for byte, whatever runs beside them. Outlives its shadows.
/// </summary>
public sealed class NetworkTrainer : ITrainer
{
    private readonly ModelInspection inspection;
    private readonly TrainingGraph graph;
    private readonly TrainingRecipe recipe;
    private readonly double? wantedLoss;
    private readonly double? targetLoss;
    private readonly Optimizer optimizer;
    private readonly WorkerPool workers;
    private readonly Lazy<ServingSession> serving;

    /// <param name="inspection">The target.</param>
    /// <param name="graph">Its training step.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="wantedLoss">Mean loss in nats each shadow is to reach on its own records, in inference mode, whatever epochs that takes; or null to train for the recipe's epochs.</param>
    /// <param name="targetLoss">What the target shows on its members, in nats: shadows of a given recipe whose own loss is far from it are told as not matched. Null when unknown.</param>
    /// <exception cref="ArgumentException">The target answers labels alone, so that there is no loss.</exception>
    public NetworkTrainer(ModelInspection inspection, TrainingGraph graph, TrainingRecipe recipe, double? wantedLoss = null, double? targetLoss = null)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(recipe);
        if (inspection.Plan.Reading is null)
        {
            throw new ArgumentException("A model that answers labels alone has no loss to train by.", nameof(inspection));
        }

        (this.inspection, this.graph, this.recipe, this.wantedLoss, this.targetLoss) = (inspection, graph, recipe, wantedLoss, targetLoss);
        optimizer = Optimizer.Of(recipe);
        workers = new WorkerPool(inspection.File.Path, graph, optimizer.Moments);
        serving = new Lazy<ServingSession>(() => new ServingSession(inspection, graph));
        Description = new TrainerDescription(TrainerKinds.Network, RecipeText.Of(graph, recipe, wantedLoss), FingerprintOf(graph, recipe, wantedLoss ?? targetLoss)) { Temperature = graph.Temperature };
    }

    public TrainerDescription Description { get; }

    /// <summary>Bytes a trained shadow holds.</summary>
    public long BytesPerShadow => sizeof(float) * ((long)ParameterLayout.Of(graph.Parameters).Total + ParameterLayout.Of(graph.Statistics).Total);

    /// <summary>Pinned bytes each call of <see cref="Train"/> works in, kept for the next: parameters, gradients, moments and a batch. The runtime's memory for activations comes on top.</summary>
    public long BytesPerWorker(RecordBatch records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var worker = workers.Rent(ShapeFor(records));
        workers.Return(worker);
        return worker.Bytes;
    }

    /// <inheritdoc/>
    /// <exception cref="InputException">The records do not fit the target (PG0027, PG0033), or the loss became infinite (PG0027).</exception>
    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        cancellation.ThrowIfCancellationRequested();
        var targets = TrainingTargets.Of(inspection, records);
        var scale = ValueScale.Of(graph.End, targets);
        var worker = workers.Rent(ShapeFor(records));
        try
        {
            using var stop = worker.StopOn(cancellation);
            var summary = Run(worker, records, targets, scale, seed, cancellation);
            return new TrainedModel(Freeze(worker, scale), summary);
        }
        catch (TrainingDivergedException e)
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, inspection.File.Path, $"A shadow model's loss became infinite ({RecipeText.Of(recipe, wantedLoss, graph.ValueLoss)}). Lower the learning rate of \"training\", or scale the records as in training.", e);
        }
        finally
        {
            workers.Return(worker);
        }
    }

    public void Dispose()
    {
        workers.Dispose();
        if (serving.IsValueCreated)
        {
            serving.Value.Dispose();
        }
    }

    private TrainingSummary Run(TrainingWorker worker, RecordBatch records, Targets targets, ValueScale? scale, ulong seed, CancellationToken cancellation)
    {
        worker.Start(seed, optimizer);
        var epochs = recipe.EpochsFor(records.Count);
        var most = wantedLoss is null ? epochs : (int)(epochs * TrainingRecipe.OverrunFactor);
        var run = new TrainingRun(worker, SourcesOf(records, targets, scale), records.Count, RankedTargets.Queries(targets), recipe, most, seed);
        using var tensors = new ParameterTensors(worker.Layout, worker.Values, worker.StatisticsLayout, worker.Statistics);
        double LossNow()
        {
            var answers = serving.Value.Predict(tensors.All, records, cancellation);
            return MeanLoss.Of(scale?.Restore(answers) ?? Temperature.Apply(answers, graph.Temperature), targets);
        }

        var floor = LossMatch.FloorOf(inspection.Task);
        return wantedLoss is { } wanted
            ? new MatchedTraining(run, LossNow, wanted, floor).Train(cancellation)
            : FixedTraining.Train(run, LossNow, targetLoss, floor, cancellation);
    }

    private ShadowClassifier Freeze(TrainingWorker worker, ValueScale? scale)
    {
        var values = worker.Values.Copy();
        return new ShadowClassifier(serving.Value, values, new ParameterTensors(worker.Layout, values, worker.StatisticsLayout, worker.Statistics.Copy()), graph.Temperature, scale);
    }

    private IEnumerable<ModelInput> Features => inspection.Inputs.Where(input => graph.Features.Contains(input.Name));

    private Array[] SourcesOf(RecordBatch records, Targets targets, ValueScale? scale) =>
    [
        .. Features.Select(input => FeatureBlocks.Of(inspection.File.Path, records, input).Values),
        targets is ClassTargets classes ? Array.ConvertAll(classes.Classes, static label => (long)label) : RankedTargets.Of(targets) ?? scale?.Reduce((ValueTargets)targets) ?? ((ValueTargets)targets).Values,
    ];

    private StepShape ShapeFor(RecordBatch records)
    {
        var path = inspection.File.Path;
        var features = Features.Select(input => new StepInput(
            input.Name, input.Kind, FeatureTensor.Shape(path, input, FeatureBlocks.Of(path, records, input), 1)[1..]));
        var targets = inspection.ScoreKind.IsOfClasses() ? new StepInput(graph.Labels, ElementKind.Int64, []) : new StepInput(graph.Labels, ElementKind.Float32, [RankedTargets.WidthOf(records.Targets) ?? inspection.Classes.Count]);
        var batch = Math.Max(recipe.BatchSizeFor(records.Count), RankedTargets.LeastBatch(records.Targets));
        return new StepShape(Math.Clamp(batch, 1, Math.Max(1, records.Count)), [.. features, targets]);
    }

    private static string FingerprintOf(TrainingGraph graph, TrainingRecipe recipe, double? wantedLoss)
    {
        var step = Convert.ToHexStringLower(SHA256.HashData(GraphSurgery.Bytes(graph.Model)));
        var serving = Convert.ToHexStringLower(SHA256.HashData(GraphSurgery.Bytes(graph.Serving)));
        var wanted = wantedLoss?.ToString("R", CultureInfo.InvariantCulture) ?? "none";
        var temperature = graph.Temperature.ToString("R", CultureInfo.InvariantCulture);
        var atOnce = graph.RecordsAtOnce?.ToString(CultureInfo.InvariantCulture) ?? "all";
        float[]?[] values = [.. graph.Parameters.Select(static parameter => parameter.Start), .. graph.Statistics.Select(static statistic => statistic.Start)];
        var starts = Array.TrueForAll(values, static value => value is null)
            ? "seed"
            : Convert.ToHexStringLower(SHA256.HashData([.. values.SelectMany(static value => MemoryMarshal.AsBytes<float>(value ?? []).ToArray())]));
        return $"network 3; step {step}; starts {starts}; temperature {temperature}; at once {atOnce}; serving {serving}; {RecipeText.Exact(recipe)}; wanted {wanted}";
    }
}
