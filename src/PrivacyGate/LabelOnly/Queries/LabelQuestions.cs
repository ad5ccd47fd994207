using System.Collections.Concurrent;
using PrivacyGate.Features;
using PrivacyGate.Models;

namespace PrivacyGate.LabelOnly.Queries;

/// <summary>Everything the kinds of question share: the records, what may be changed, and the oracle, asked in large batches side by side.</summary>
internal sealed class LabelQuestions
{
    private readonly LabelOracle oracle;
    private readonly ParallelOptions parallel;
    private readonly IProgress<LabelOnlyProgress>? progress;
    private readonly ConcurrentBag<RecordCells.ProbeRows> fullBatches = [];

    public LabelQuestions(
        RecordBatch records,
        int[] predicted,
        FeatureSpace space,
        LabelOracle oracle,
        LabelOnlyOptions options,
        IProgress<LabelOnlyProgress>? progress,
        CancellationToken timeUp,
        CancellationToken cancellation,
        bool[]? asked = null)
    {
        Cells = new RecordCells(records);
        Records = records;
        Labels = records.Labels;
        Predicted = predicted;
        Space = space;
        Options = options;
        Right = [.. Enumerable.Range(0, records.Count).Where(record => predicted[record] == records.Labels[record] && asked?[record] != false)];
        parallel = new ParallelOptions { MaxDegreeOfParallelism = options.DegreeOfParallelism, CancellationToken = cancellation };
        this.oracle = oracle;
        this.progress = progress;
        TimeUp = timeUp;
        Cancellation = cancellation;
    }

    /// <summary>Gradients of the model asked, where the attacker is to know it.</summary>
    public IInputGradients? Gradients { get; init; }

    /// <inheritdoc cref="LabelOnlyRequest.GradientsRefused"/>
    public string? GradientsRefused { get; init; }

    public RecordCells Cells { get; }

    public RecordBatch Records { get; }

    public int[] Labels { get; }

    /// <summary>The class the target answers for each record as it is.</summary>
    public int[] Predicted { get; }

    public FeatureSpace Space { get; }

    public LabelOnlyOptions Options { get; }

    /// <summary>The records asked about that the target gets right, in order; of the others nothing more is asked.</summary>
    public int[] Right { get; }

    public CancellationToken TimeUp { get; }

    public bool IsTimeUp => TimeUp.IsCancellationRequested;

    public CancellationToken Cancellation { get; }

    /// <summary>Scores for all records from scores for <see cref="Right"/>: 0 for those the target gets wrong.</summary>
    public double[] Spread(Func<int, double> scoreOfRight)
    {
        var scores = new double[Cells.Count];
        for (var i = 0; i < Right.Length; i++)
        {
            scores[Right[i]] = scoreOfRight(i);
        }

        return scores;
    }

    /// <summary>Whether each probe keeps its record's true label; null when the time is up.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool[]? Keep(IProbes probes)
    {
        var kept = new bool[probes.Count];
        var batch = oracle.BatchSize;
        var batches = (probes.Count + batch - 1) / batch;
        var finished = SideBySide.For(
            batches,
            parallel,
            () => new ProbeWorker(probes.NewWriter(), Cells, batch, fullBatches),
            (number, loop, worker) =>
            {
                if (IsTimeUp)
                {
                    loop.Stop();
                    return worker;
                }

                var first = number * batch;
                Ask(probes, kept, first, Math.Min(batch, probes.Count - first), worker);
                return worker;
            },
            static worker => worker.Return());
        return finished ? kept : null;
    }

    /// <summary>Does something for each of the records the target gets right, side by side.</summary>
    public void ForEachRight(Action<int> action) => ForEach(Right.Length, action);

    public void ForEach(int count, Action<int> action) => SideBySide.For(count, parallel, action);

    /// <summary>The same, ended early when the time is up.</summary>
    /// <returns>False when the time was up.</returns>
    public bool ForEachInTime(int count, Action<int> action) => SideBySide.For(
        count,
        parallel,
        static () => 0,
        (i, loop, none) =>
        {
            if (IsTimeUp)
            {
                loop.Stop();
                return none;
            }

            action(i);
            return none;
        },
        static _ => { });

    public void Tell(string attack, int queries) => progress?.Report(new LabelOnlyProgress(attack, queries, Options.QueriesPerRecord));

    private void Ask(IProbes probes, bool[] kept, int first, int count, ProbeWorker worker)
    {
        var rows = worker.Rows(count);
        for (var row = 0; row < count; row++)
        {
            worker.Writer.Write(first + row, rows, row);
        }

        var classes = oracle.Ask(rows.Batch);
        for (var row = 0; row < count; row++)
        {
            kept[first + row] = classes[row] == Labels[probes.RecordOf(first + row)];
        }
    }
}
