using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>
/// Trains until the loss on the shadow's own records, in inference mode, is what the target shows on its members, so
/// that shadow and target are equally over-fitted. Stops inside an epoch, but never inside the first: what reaches the
/// loss before it has seen every record once has not been fitted to them. Where the loss is then far below the one
/// wanted, the shadow fits more than the target and is not matched either.
/// </summary>
internal sealed class MatchedTraining
{
    /// <summary>A loss this much above the one wanted has reached it.</summary>
    private const double Tolerance = 1.02;

    /// <summary>A loss that falls less than this in as many epochs as were expected in all will not get there.</summary>
    private const double LeastProgress = .99;

    private readonly TrainingRun run;
    private readonly Func<double> lossNow;
    private readonly double wanted;
    private readonly double floor;
    private readonly LossWatch watch;
    private readonly AlignedFloats bestValues;
    private readonly AlignedFloats bestStatistics;
    private double bestLoss = double.PositiveInfinity;
    private double bestEpochs;

    /// <param name="run">At its beginning.</param>
    /// <param name="lossNow">Mean loss of the model as it is on all of its records, in inference mode.</param>
    /// <param name="wanted">Loss to reach.</param>
    /// <param name="floor">Losses below it are alike.</param>
    public MatchedTraining(TrainingRun run, Func<double> lossNow, double wanted, double floor = LossMatch.NatsFloor)
    {
        (this.run, this.lossNow, this.wanted, this.floor) = (run, lossNow, Math.Max(wanted, double.Epsilon), floor);
        watch = new LossWatch(this.wanted, run.StepsPerEpoch);
        bestValues = new AlignedFloats(run.Worker.Values.Length);
        bestStatistics = new AlignedFloats(run.Worker.Statistics.Length);
    }

    /// <summary>Leaves the matched parameters, or the best ones met, in the worker.</summary>
    /// <exception cref="TrainingDivergedException">The very first steps gave no finite loss.</exception>
    public TrainingSummary Train(CancellationToken cancellation)
    {
        var patienceEnds = PatienceFrom(0);
        while (run.Steps < run.MostSteps && run.Steps < patienceEnds)
        {
            var loss = run.Step(cancellation);
            if (!float.IsFinite(loss))
            {
                break;
            }

            var isLast = run.Steps == run.MostSteps;
            if (!watch.IsTime(run.Steps, loss) && !isLast)
            {
                continue;
            }

            var before = bestLoss;
            var looked = Look();
            if (looked <= wanted * Tolerance && run.Steps >= run.StepsPerEpoch)
            {
                return new TrainingSummary(run.Epochs, looked, wanted, LossMatch.IsNear(looked, wanted, floor));
            }

            patienceEnds = looked < before * LeastProgress ? PatienceFrom(run.Steps) : patienceEnds;
            watch.Looked(run.Steps, looked);
        }

        return Unmatched();
    }

    private long PatienceFrom(long step) => step + (long)(run.MostSteps / TrainingRecipe.OverrunFactor);

    private double Look()
    {
        var loss = run.Worker.HasFiniteValues ? lossNow() : double.PositiveInfinity;
        if (loss < bestLoss)
        {
            (bestLoss, bestEpochs) = (loss, run.Epochs);
            run.Worker.Values.Span.CopyTo(bestValues.Span);
            run.Worker.Statistics.Span.CopyTo(bestStatistics.Span);
        }

        return loss;
    }

    private TrainingSummary Unmatched()
    {
        if (double.IsPositiveInfinity(bestLoss))
        {
            throw new TrainingDivergedException();
        }

        bestValues.Span.CopyTo(run.Worker.Values.Span);
        bestStatistics.Span.CopyTo(run.Worker.Statistics.Span);
        return new TrainingSummary(bestEpochs, bestLoss, wanted, Matched: false);
    }
}
