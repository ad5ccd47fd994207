using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Pilots;

/// <summary>
/// Settles on pilots what the file does not say: the temperature of the target's answers, and a recipe under which the
/// wanted loss is reached. A pilot is trained as a shadow would be, on records of both sides.
/// </summary>
/// <remarks>
/// Shadow and target are alike when one factor makes their logits calibrated at one temperature and their losses on own
/// records equal at it. So the target's logits are divided by the factor that brings its temperature to the pilot's, the
/// loss wanted is read there, and a further pilot shows whether the two agree now. A model whose pilot agrees at once
/// costs one pilot and is trained as it is.
/// </remarks>
/// <param name="records">Records of the kind shadows train on.</param>
/// <param name="size">Records a shadow trains on.</param>
/// <param name="given">How networks are trained at first.</param>
/// <param name="fit">How well the target fits; null for a model without classes, whose temperature is 1.</param>
/// <param name="make">Makes a trainer for a temperature and a recipe.</param>
internal sealed class PilotSearch(RecordBatch records, int size, TrainingRecipe given, TargetFit? fit, Func<double, TrainingRecipe, ITrainer> make)
{
    private const int MostTemperatures = 6;

    /// <summary>A pilot of this many times the epochs expected is so near to giving up that some shadows will.</summary>
    private const double Slow = 2;

    /// <summary>The trainer settled on. All others are disposed of.</summary>
    public ITrainer Settle(CancellationToken cancellation)
    {
        var pilot = new Pilot(records, size, fit);
        var first = make(1, given);
        var scale = UsualScale.Of(first.Description.Kind);
        var start = fit is null ? 1 : (first as TreeTrainer)?.Shape is { IsScaleKnown: true } shape ? shape.Temperature : scale.StartFor(fit.Temperature);
        if (start != 1)
        {
            first.Dispose();
            first = make(start, given);
        }

        var best = WithTemperature(pilot, pilot.Run(start, given, first, cancellation), scale, cancellation);
        if (best.Trainer.Description.Kind == TrainerKinds.Network && given.Epochs is null && (!best.Summary.Matched || IsSlow(best)))
        {
            best = WithRecipe(pilot, best, scale, cancellation);
        }

        return best.Temperature == 1 && ReferenceEquals(best.Recipe, given) ? best.Trainer : new SettledTrainer(best, given);
    }

    private Trial WithTemperature(Pilot pilot, Trial trial, UsualScale scale, CancellationToken cancellation)
    {
        var root = new LogarithmicRoot();
        for (var i = 0; i < MostTemperatures && trial.IsOff(scale.Alike) && IsTemperatureToBlame(trial); i++)
        {
            trial.Trainer.Dispose();
            var temperature = root.Next(trial.Temperature, trial.Ratio);
            trial = pilot.Run(temperature, trial.Recipe, make(temperature, trial.Recipe), cancellation);
        }

        return trial;
    }

    private bool IsSlow(Trial trial) => trial.Summary.Epochs > Slow * given.EpochsFor(size);

    /// <summary>Where the loss was not reached, only if it is reached at the pilot's own temperature: else the pilot fits too little, whatever the scale.</summary>
    private bool IsTemperatureToBlame(Trial trial) => given.Epochs is not null || trial.ReachedLoss || trial.FitsAsMuch;

    /// <summary>Tries other step sizes, batches and optimisers until one reaches the loss in good time; else the nearest stays.</summary>
    private Trial WithRecipe(Pilot pilot, Trial start, UsualScale scale, CancellationToken cancellation)
    {
        var best = start;
        foreach (var direction in RecipeCandidates.Of(given, start.Summary.Matched, start.ReachedLoss))
        {
            foreach (var recipe in direction)
            {
                if (pilot.TryRun(start.Temperature, recipe, make(start.Temperature, recipe), cancellation) is not { } trial)
                {
                    break;
                }

                var isNearer = trial.IsBetterThan(best);
                (isNearer ? best : trial).Trainer.Dispose();
                best = isNearer ? trial : best;
                if (!isNearer)
                {
                    break;
                }

                if (trial.Summary.Matched && !IsSlow(trial))
                {
                    return WithTemperature(pilot, trial, scale, cancellation);
                }
            }
        }

        return best;
    }
}
