using System.Numerics;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Training.Batches;
using PrivacyGate.Onnx.Training.Optimizers;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>
/// One session of the step graph with the memory one shadow at a time trains in: parameters, gradients, moments and a
/// batch, all pinned and bound once. One thread; a shadow leaves nothing behind for the next.
/// </summary>
internal sealed class TrainingWorker : IDisposable
{
    private readonly TrainingGraph graph;
    private readonly RuntimeSession session;
    private readonly RunStop stop = new();
    private Optimizer? optimizer;
    private readonly BatchColumn[] columns;
    private readonly MaskColumn[] masks;
    private readonly int recordsAtOnce;
    private readonly AlignedFloats gradients;
    private readonly GradientMean? batchGradients;
    private readonly AlignedFloats[] moments;
    private readonly AlignedFloats updatedStatistics;
    private readonly float[] loss = GC.AllocateArray<float>(1, pinned: true);
    private readonly BoundBatch?[] bound = new BoundBatch?[3];

    /// <param name="path">The model, for messages.</param>
    /// <param name="graph">The step.</param>
    /// <param name="model">The step's model, serialised.</param>
    /// <param name="shape">What to make room for.</param>
    /// <param name="moments">Of the optimisers that will be used.</param>
    /// <exception cref="InputException">The runtime refuses the step graph.</exception>
    public TrainingWorker(string path, TrainingGraph graph, byte[] model, StepShape shape, int moments)
    {
        (this.graph, Shape) = (graph, shape);
        recordsAtOnce = graph.Statistics.Count > 0 ? shape.BatchSize : Math.Clamp(graph.RecordsAtOnce ?? shape.BatchSize, 1, shape.BatchSize);
        columns = [.. shape.Inputs.Select(input => BatchColumns.Of(path, input.Name, input.Kind, input.RecordShape, recordsAtOnce))];
        masks = [.. graph.Masks.Select(mask => new MaskColumn(mask, shape.BatchSize, recordsAtOnce))];
        Layout = ParameterLayout.Of(graph.Parameters);
        StatisticsLayout = ParameterLayout.Of(graph.Statistics);
        Values = new AlignedFloats(Layout.Total);
        gradients = new AlignedFloats(Layout.Total);
        batchGradients = recordsAtOnce < shape.BatchSize ? new GradientMean(Layout.Total) : null;
        this.moments = [.. Enumerable.Range(0, moments).Select(_ => new AlignedFloats(Layout.Total))];
        Statistics = new AlignedFloats(StatisticsLayout.Total);
        updatedStatistics = new AlignedFloats(StatisticsLayout.Total);
        session = RuntimeSession.Open(path, graph.Model, model, "A training step", CancellationToken.None);
    }

    public StepShape Shape { get; }

    public ParameterLayout Layout { get; }

    public ParameterLayout StatisticsLayout { get; }

    public AlignedFloats Values { get; }

    public AlignedFloats Statistics { get; }

    /// <summary>Pinned memory of its own; the runtime's scratch memory for activations comes on top.</summary>
    public long Bytes =>
        (sizeof(float) * (((2L + (batchGradients is null ? 0 : 1) + moments.Length) * Layout.Total) + (2L * StatisticsLayout.Total)))
        + columns.Sum(static column => column.Bytes) + masks.Sum(static mask => mask.Bytes);

    /// <summary>False once training has run off to infinity.</summary>
    public bool HasFiniteValues
    {
        get
        {
            // x - x is 0 for a finite number and NaN for any other.
            var sum = Vector<float>.Zero;
            foreach (var values in Values.Vectors)
            {
                sum += values - values;
            }

            return Vector.Sum(sum) == 0;
        }
    }

    /// <summary>Forgets the last shadow and draws the first values of the next.</summary>
    public void Start(ulong seed, Optimizer changes)
    {
        optimizer = changes;
        var random = new RandomStream(seed, RandomPurpose.InitialValues);
        for (var i = 0; i < Layout.Count; i++)
        {
            if (graph.Parameters[i].Start is { } start)
            {
                start.CopyTo(Layout.Of(Values, i));
            }
            else
            {
                InitialValues.Fill(graph.Parameters[i], Layout.Of(Values, i), random);
            }
        }

        for (var i = 0; i < StatisticsLayout.Count; i++)
        {
            var values = StatisticsLayout.Of(Statistics, i);
            values.Fill(graph.Statistics[i].Initial);
            graph.Statistics[i].Start?.CopyTo(values);
        }

        var drawn = new RandomStream(seed, RandomPurpose.DropoutMasks);
        Array.ForEach(masks, mask => mask.Seed(drawn));
        Array.ForEach(moments, static moment => moment.Span.Clear());
    }

    /// <summary>Lets a cancellation end a step between two operators.</summary>
    public CancellationTokenRegistration StopOn(CancellationToken cancellation) => stop.On(cancellation);

    /// <summary>One step on some records.</summary>
    /// <param name="sources">Values of each input of <see cref="StepShape.Inputs"/>, records along the first axis.</param>
    /// <param name="rows">The records, at most <see cref="StepShape.BatchSize"/>.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Number of this step, from 1.</param>
    /// <param name="cancellation">Stops the step.</param>
    /// <returns>Mean loss of the batch before the step.</returns>
    public float Step(IReadOnlyList<Array> sources, ReadOnlySpan<int> rows, double rate, long step, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var mask in masks)
        {
            mask.Draw(rows.Length);
        }

        var isWhole = rows.Length <= recordsAtOnce;
        var mean = isWhole ? RunPart(sources, rows, 0, cancellation) : RunParts(sources, rows, cancellation);
        optimizer!.Update(Values, isWhole ? gradients : batchGradients!.Values, moments, rate, step);
        updatedStatistics.Span.CopyTo(Statistics.Span);
        return mean;
    }

    public void Dispose()
    {
        Array.ForEach(bound, static batch => batch?.Dispose());
        stop.Dispose();
        session.Dispose();
    }

    /// <returns>Mean loss of all <paramref name="rows"/>.</returns>
    private float RunParts(IReadOnlyList<Array> sources, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        float mean = 0;
        for (var first = 0; first < rows.Length; first += recordsAtOnce)
        {
            var share = Math.Min(recordsAtOnce, rows.Length - first) / (float)rows.Length;
            mean += share * RunPart(sources, rows, first, cancellation);
            if (first == 0)
            {
                batchGradients!.Begin(gradients, share);
            }
            else
            {
                batchGradients!.Add(gradients, share);
            }
        }

        return mean;
    }

    /// <summary>The gradients of the records from <paramref name="first"/> on, as many as go through at once.</summary>
    /// <returns>Their mean loss.</returns>
    private float RunPart(IReadOnlyList<Array> sources, ReadOnlySpan<int> rows, int first, CancellationToken cancellation)
    {
        var part = rows.Slice(first, Math.Min(recordsAtOnce, rows.Length - first));
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Gather(sources[i], part);
        }

        foreach (var mask in masks)
        {
            mask.Feed(first, part.Length);
        }

        session.Run(BoundTo(part.Length, rows.Length), stop, cancellation);
        return loss[0];
    }

    /// <summary>Full parts keep the first place; the second holds the rest of a full batch, the third that of an epoch.</summary>
    private BoundBatch BoundTo(int rows, int ofBatch)
    {
        var place = rows == recordsAtOnce ? 0 : ofBatch == Shape.BatchSize ? 1 : 2;
        if (bound[place]?.Rows != rows)
        {
            bound[place]?.Dispose();
            bound[place] = Bind(rows);
        }

        return bound[place]!;
    }

    private BoundBatch Bind(int rows)
    {
        var batch = session.Bind(rows);
        Array.ForEach(columns, column => batch.In(column.Name, column.Tensor(rows)));
        Array.ForEach(masks, mask => batch.In(mask.Name, mask.Tensor(rows)));
        for (var i = 0; i < Layout.Count; i++)
        {
            var parameter = graph.Parameters[i];
            batch.In(parameter.Name, Layout.TensorOf(Values, i));
            batch.Out(parameter.Gradient, Layout.TensorOf(gradients, i));
        }

        for (var i = 0; i < StatisticsLayout.Count; i++)
        {
            var statistic = graph.Statistics[i];
            batch.In(statistic.Name, StatisticsLayout.TensorOf(Statistics, i));
            batch.Out(statistic.Updated, StatisticsLayout.TensorOf(updatedStatistics, i));
        }

        batch.Out(graph.Loss, LentTensor.Over(loss.AsMemory(), []));
        return batch;
    }
}
