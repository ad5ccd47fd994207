using PrivacyGate.Models;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>Trains for the epochs of a recipe.</summary>
internal static class FixedTraining
{
    /// <param name="run">At its beginning.</param>
    /// <param name="lossNow">Mean loss of the model as it is on all of its records, in inference mode.</param>
    /// <param name="cancellation">Stops within a step.</param>
    /// <exception cref="TrainingDivergedException">A loss was not finite.</exception>
    public static TrainingSummary Train(TrainingRun run, Func<double> lossNow, CancellationToken cancellation)
    {
        Train(run, cancellation);
        return new TrainingSummary(run.Epochs, lossNow(), null, Matched: true);
    }

    /// <inheritdoc cref="Train(TrainingRun, Func{double}, CancellationToken)"/>
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
