using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Pilots;

/// <summary>Trains one model as a shadow would be and reads its temperature from records it was trained on and records it was not, in the shares in which members and others stand among the target's.</summary>
internal sealed class Pilot
{
    /// <summary>Records of each kind looked at: a temperature is one number.</summary>
    private const int MostAsked = 2_000;

    private readonly TargetFit? fit;
    private readonly RecordBatch own;
    private readonly RecordBatch ownAsked;
    private readonly RecordBatch others;

    /// <param name="records">Records of the kind shadows train on.</param>
    /// <param name="size">Records a shadow trains on.</param>
    /// <param name="fit">How well the target fits; null for a model without classes, whose answers have no temperature.</param>
    public Pilot(RecordBatch records, int size, TargetFit? fit)
    {
        this.fit = fit;

        // A quarter at least is left out, or nothing would be known of records not trained on.
        var rows = QueryGroups.Spread(records, Math.Max(1, Math.Min(size, records.Count * 3 / 4)));
        HashSet<int> trained = [.. rows];
        int[] rest = [.. Enumerable.Range(0, records.Count).Where(row => !trained.Contains(row))];
        own = records.Pick(rows);
        ownAsked = own.Pick(RecordBatch.Spread(own.Count, MostAsked));
        others = records.Pick([.. RecordBatch.Spread(rest.Length, MostAsked).Select(place => rest[place])]);
    }

    /// <param name="temperature">What the target's logits are divided by.</param>
    /// <param name="recipe">How the trainer trains.</param>
    /// <param name="trainer">Trains the pilot; disposed of when that fails.</param>
    /// <param name="cancellation">Stops inside training.</param>
    public Trial Run(double temperature, TrainingRecipe recipe, ITrainer trainer, CancellationToken cancellation)
    {
        try
        {
            using var model = trainer.Train(own, 0, cancellation);
            if (fit is null)
            {
                return new Trial(trainer, temperature, recipe, model.Summary, null, null, model.Summary.MeanLoss) { Floor = LossMatch.FloorOf(own.Targets.Task) };
            }

            var trained = TargetFit.Answers(model.Classifier, ownAsked, cancellation);
            var left = TargetFit.Answers(model.Classifier, others, cancellation);
            var calibrated = Temperature.Fit([(trained, fit.MemberShare), (left, 1 - fit.MemberShare)]);
            return new Trial(trainer, temperature, recipe, model.Summary, fit, calibrated, trained.MeanLoss(calibrated ?? 1));
        }
        catch
        {
            trainer.Dispose();
            throw;
        }
    }

    /// <summary>Null when the recipe makes the loss infinite: steps of that size lead nowhere.</summary>
    public Trial? TryRun(double temperature, TrainingRecipe recipe, ITrainer trainer, CancellationToken cancellation)
    {
        try
        {
            return Run(temperature, recipe, trainer, cancellation);
        }
        catch (InputException failed) when (failed.Diagnostic.Id == DiagnosticIds.ModelFailed)
        {
            return null;
        }
    }
}

/// <summary>What a pilot showed.</summary>
/// <param name="Trainer">That trained it.</param>
/// <param name="Temperature">What the target's logits are divided by.</param>
/// <param name="Recipe">How it was trained.</param>
/// <param name="Summary">How that went.</param>
/// <param name="Fit">How well the target fits, or null.</param>
/// <param name="Calibrated">The pilot's own temperature, or null where none helps.</param>
/// <param name="CalibratedLoss">Its loss on its own records at that temperature.</param>
internal sealed record Trial(
    ITrainer Trainer, double Temperature, TrainingRecipe Recipe, TrainingSummary Summary, TargetFit? Fit, double? Calibrated, double CalibratedLoss)
{
    /// <summary>A loss up to this much above another is as small: pilots of two seeds differ by as much.</summary>
    private const double Slack = 1.1;

    /// <summary>By what the target's temperature is too high for the one tried; 1 where either is unknown.</summary>
    public double Ratio => Calibrated is { } own && Fit?.Temperature is { } target ? target / (Temperature * own) : 1;

    public bool ReachedLoss => Summary.MeanLoss <= (Summary.WantedLoss ?? double.PositiveInfinity) * Slack;

    /// <summary>Whether the pilot fits its records as much as the target its members, each at its own temperature.</summary>
    public bool FitsAsMuch => Fit?.Temperature is { } target && CalibratedLoss <= Fit.MemberLoss(target) * Slack;

    /// <summary>Losses below it are alike.</summary>
    public double Floor { get; init; } = LossMatch.NatsFloor;

    private double Distance => LossMatch.Distance(Summary.MeanLoss, Summary.WantedLoss ?? Summary.MeanLoss, Floor);

    /// <summary>A match is better than none, and a fast match than a slow one; of others the one whose loss is nearer.</summary>
    public bool IsBetterThan(Trial other) => (Summary.Matched, other.Summary.Matched) switch
    {
        (true, true) => Summary.Epochs < other.Summary.Epochs,
        (false, false) => Distance < other.Distance,
        (bool matched, _) => matched,
    };

    public bool IsOff(double factor) => Math.Abs(Math.Log(Ratio)) > Math.Log(factor);
}
