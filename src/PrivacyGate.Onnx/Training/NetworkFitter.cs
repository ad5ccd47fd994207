using System.Collections.Concurrent;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Optimizers;
using PrivacyGate.Onnx.Training.Runs;
using PrivacyGate.Onnx.Training.Serving;
using PrivacyGate.Onnx.Training.Small;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training;

/// <summary>Fits attack models. Sessions and memory are kept for each architecture, so that many small fits are cheap. Outlives its networks.</summary>
public sealed class NetworkFitter : INetworkFitter, IDisposable
{
    private readonly ConcurrentDictionary<SmallNetworkShape, Lazy<SmallNetworkSession>> sessions = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The task's arrays do not fit its sizes, or a target is no class.</exception>
    /// <exception cref="InputException">The loss became infinite (PG0027).</exception>
    public INetwork Fit(NetworkTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var rows = task.Targets.Length;
        Require(task, rows);
        var session = sessions.GetOrAdd(SmallNetworkShape.Of(task), static shape => new Lazy<SmallNetworkSession>(() => new SmallNetworkSession(shape))).Value;
        var worker = session.Workers.Rent(session.StepShape(Math.Min(task.BatchSize, rows)));
        try
        {
            using var stop = worker.StopOn(cancellation);
            Run(worker, task, rows, cancellation);
            var values = worker.Values.Copy();
            return new SmallNetwork(session, new ParameterTensors(worker.Layout, values, worker.StatisticsLayout, worker.Statistics));
        }
        catch (TrainingDivergedException e)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.ModelFailed, "An attack model's loss became infinite. Check that the target model's answers are finite."), e);
        }
        finally
        {
            session.Workers.Return(worker);
        }
    }

    public void Dispose()
    {
        foreach (var session in sessions.Values.Where(static session => session.IsValueCreated))
        {
            session.Value.Dispose();
        }
    }

    private static void Run(TrainingWorker worker, NetworkTask task, int rows, CancellationToken cancellation)
    {
        TrainingRecipe recipe = new() { Optimizer = OptimizerKind.AdamW, LearningRate = task.LearningRate, WeightDecay = task.WeightDecay };
        Array targets = task.Loss == NetworkLoss.CrossEntropy ? Array.ConvertAll(task.Targets, static target => (long)target) : task.Targets;
        worker.Start(task.Seed, Optimizer.Of(recipe));
        FixedTraining.Train(new TrainingRun(worker, [task.Features, targets], rows, null, recipe, task.Epochs, task.Seed), cancellation);
    }

    private static void Require(NetworkTask task, int rows)
    {
        if (rows == 0 || task.Features.Length != (long)rows * task.Width)
        {
            throw new ArgumentException($"{task.Features.Length} features are not {rows} rows of {task.Width}, or there are no rows.", nameof(task));
        }

        if (task.Loss == NetworkLoss.GaussianLikelihood ? task.Outputs != 2 : task.Targets.Any(target => !(target >= 0 && target < task.Outputs)))
        {
            throw new ArgumentException("A normal distribution takes 2 outputs; a class is a number below the number of outputs.", nameof(task));
        }
    }
}
