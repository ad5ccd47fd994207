using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>Trains for the epochs of a recipe.</summary>
internal static class FixedTraining
{
    /// <param name="run">At its beginning.</param>
    /// <param name="lossNow">Mean loss of the model as it is on all of its records, in inference mode.</param>
    /// <param name="targetLoss">The target's mean loss on its members, to be compared with; or null.</param>
    /// <param name="floor">Losses below it are alike.</param>
    /// <param name="cancellation">Stops within a step.</param>
    /// <exception cref="TrainingDivergedException">A loss was not finite.</exception>
    public static TrainingSummary Train(TrainingRun run, Func<double> lossNow, double? targetLoss, double floor, CancellationToken cancellation)
    {
        Train(run, cancellation);
        var loss = lossNow();
        return new TrainingSummary(run.Epochs, loss, targetLoss, LossMatch.IsNear(loss, targetLoss, floor));
    }

    /// <inheritdoc cref="Train(TrainingRun, Func{double}, double?, double, CancellationToken)"/>
    public static void Train(TrainingRun run, CancellationToken cancellation)
    {
        while (run.Steps < run.MostSteps)
        {
            if (!float.IsFinite(run.Step(cancellation)))
            {
                throw new TrainingDivergedException();
            }
        }

        if (!run.Worker.HasFiniteValues)
        {
            throw new TrainingDivergedException();
        }
    }
}
