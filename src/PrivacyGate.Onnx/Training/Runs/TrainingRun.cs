using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Recipes;

namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>One shadow on its way: the steps of one epoch after the other, each epoch in an order of its own.</summary>
internal sealed class TrainingRun
{
    private readonly TrainingWorker worker;
    private readonly IReadOnlyList<Array> sources;
    private readonly TrainingRecipe recipe;
    private readonly RandomStream random;
    private readonly int[][]? units;
    private readonly int[] unitOrder;
    private int[] order;
    private readonly int epochs;

    /// <param name="worker">Started with the same seed.</param>
    /// <param name="sources">Values of each input of the step.</param>
    /// <param name="records">Records to train on.</param>
    /// <param name="units">Rows that go one after the other, such as the documents of a query; null where each record goes by itself.</param>
    /// <param name="recipe">Learning rate and its schedule.</param>
    /// <param name="epochs">Epochs at most, over which the schedule spans.</param>
    /// <param name="seed">Of the batch order.</param>
    public TrainingRun(TrainingWorker worker, IReadOnlyList<Array> sources, int records, int[][]? units, TrainingRecipe recipe, int epochs, ulong seed)
    {
        (this.worker, this.sources, this.units, this.recipe, this.epochs) = (worker, sources, units, recipe, epochs);
        random = new RandomStream(seed, RandomPurpose.BatchOrder);
        unitOrder = [.. Enumerable.Range(0, units?.Length ?? records)];
        order = unitOrder;
        StepsPerEpoch = (records + worker.Shape.BatchSize - 1) / worker.Shape.BatchSize;
    }

    public TrainingWorker Worker => worker;

    public int StepsPerEpoch { get; }

    public long Steps { get; private set; }

    public long MostSteps => (long)epochs * StepsPerEpoch;

    public double Epochs => (double)Steps / StepsPerEpoch;

    /// <summary>One step.</summary>
    /// <returns>Mean loss of its batch before it, in training mode.</returns>
    public float Step(CancellationToken cancellation)
    {
        var place = (int)(Steps % StepsPerEpoch);
        if (place == 0)
        {
            random.Shuffle(unitOrder);
            order = units is null ? unitOrder : [.. unitOrder.SelectMany(unit => units[unit])];
        }

        var first = place * worker.Shape.BatchSize;
        ReadOnlySpan<int> rows = order.AsSpan(first, Math.Min(worker.Shape.BatchSize, order.Length - first));
        var rate = LearningRate.At(recipe, Steps, StepsPerEpoch, epochs);
        Steps++;
        return worker.Step(sources, rows, rate, Steps, cancellation);
    }
}
