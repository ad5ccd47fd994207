using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Surrogate;

/// <summary>Trains small networks in place of a model that cannot be trained here: a support vector machine, nearest neighbours, an operator without a gradient rule.</summary>
public sealed class SurrogateTrainer : ITrainer
{
    private const int HiddenUnits = 128;
    private const int BatchSize = 64;
    private const float LearningRate = 1e-3f;
    private const int FewestEpochs = 5;
    private const int MostEpochs = 320;

    /// <summary>Without a loss to reach.</summary>
    private const int DefaultEpochs = 60;

    private readonly ModelInspection inspection;
    private readonly INetworkFitter fitter;
    private readonly FeatureEncoding encoding;
    private readonly int classes;
    private readonly int epochs;
    private readonly double? wantedLoss;

    private SurrogateTrainer(ModelInspection inspection, INetworkFitter fitter, FeatureEncoding encoding, int classes, int epochs, double? wantedLoss, string reason)
    {
        (this.inspection, this.fitter, this.encoding, this.classes, this.epochs, this.wantedLoss) = (inspection, fitter, encoding, classes, epochs, wantedLoss);
        var recipe = FormattableString.Invariant($"{encoding.Width}-{HiddenUnits}-{classes} network, Adam {LearningRate:0.###}, batch {BatchSize}, {epochs} epochs");
        Description = new TrainerDescription(TrainerKinds.Surrogate, $"surrogate: {recipe}; {reason}", FormattableString.Invariant($"{recipe} columns {encoding.Fingerprint} loss {wantedLoss:R}"));
    }

    public TrainerDescription Description { get; }

    /// <summary>Settles columns and epochs on a pilot.</summary>
    /// <param name="inspection">The target.</param>
    /// <param name="pilot">Records such as a shadow will train on, as many as it will.</param>
    /// <param name="wantedLoss">The target's mean loss on its members, in nats, which shadows are to reach on theirs; or null.</param>
    /// <param name="reason">Why the target itself cannot be trained, for the report.</param>
    /// <param name="fitter">Fits the networks; outlives the trainer and its models.</param>
    /// <param name="cancellation">Stops the search for the number of epochs.</param>
    public static SurrogateTrainer For(ModelInspection inspection, RecordBatch pilot, double? wantedLoss, string reason, INetworkFitter fitter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(pilot);
        ArgumentNullException.ThrowIfNull(fitter);
        var encoding = FeatureEncoding.Of(pilot, cancellation);
        var classes = inspection.Classes.Count > 0 ? Math.Max(2, inspection.Classes.Count) : Math.Max(2, pilot.Labels.Max() + 1);
        SurrogateTrainer With(int epochs) => new(inspection, fitter, encoding, classes, epochs, wantedLoss, reason);
        return wantedLoss is { } wanted
            ? With(Settle(epochs => With(epochs).LossOn(pilot, cancellation), wanted))
            : With(DefaultEpochs);
    }

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        var model = new SurrogateClassifier(inspection.Inputs, inspection.Classes, classes, encoding, Fit(records, seed, cancellation));
        var loss = MeanLoss(model, records, cancellation);
        return new TrainedModel(model, new TrainingSummary(epochs, loss, wantedLoss, LossMatch.IsNear(loss, wantedLoss)));
    }

    public void Dispose()
    {
        // The fitter is the caller's.
    }

    private double LossOn(RecordBatch records, CancellationToken cancellation)
    {
        using var model = Train(records, 0, cancellation);
        return model.Summary.MeanLoss;
    }

    private INetwork Fit(RecordBatch records, ulong seed, CancellationToken cancellation) => fitter.Fit(
        new NetworkTask(
            encoding.Encode(records, cancellation),
            encoding.Width,
            Array.ConvertAll(records.Labels, static label => (float)label),
            classes,
            [HiddenUnits],
            NetworkLoss.CrossEntropy,
            epochs,
            BatchSize,
            LearningRate,
            WeightDecay: 0,
            seed),
        cancellation);

    private static double MeanLoss(SurrogateClassifier model, RecordBatch records, CancellationToken cancellation) =>
        SignalCalculator.Calculate(model.Predict(records, cancellation), records.Labels).Confidence!.Average(SignalCalculator.Loss);

    /// <summary>Doubles the epochs until the loss is reached, then halves the last step: the loss falls as they grow.</summary>
    private static int Settle(Func<int, double> lossAfter, double wanted)
    {
        var high = FewestEpochs;
        while (high < MostEpochs && lossAfter(high) > wanted)
        {
            high *= 2;
        }

        var low = high == FewestEpochs ? 1 : high / 2;
        for (var i = 0; i < 3 && high - low > 1; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = lossAfter(middle) > wanted ? (middle, high) : (low, middle);
        }

        return high;
    }
}
