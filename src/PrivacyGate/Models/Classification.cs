using System.Collections.Concurrent;

namespace PrivacyGate.Models;

/// <summary>Reads ahead and predicts side by side, and hands the answers back in the order of the batches.</summary>
public static class Classification
{
    /// <summary>Batches waiting to be predicted, for each worker: enough that none ever starves, little enough to hold few batches in memory.</summary>
    private const int BatchesAhead = 2;

    /// <summary>Predicts every batch. One thread reads, <paramref name="workers"/> threads predict, the caller's thread receives.</summary>
    /// <param name="batches">The records; read on a thread of its own, only as fast as they are predicted.</param>
    /// <param name="classifier">The model.</param>
    /// <param name="workers">Batches predicted side by side, at least 1. The results do not depend on it.</param>
    /// <param name="project">Applied to each answer on the worker that made it.</param>
    /// <param name="onProgress">Told the number of records received so far, after each batch, on the caller's thread; or null.</param>
    /// <param name="cancellation">Stops reading and predicting.</param>
    public static IEnumerable<T> Run<T>(
        IEnumerable<RecordBatch> batches,
        IClassifier classifier,
        int workers,
        Func<RecordBatch, Predictions, T> project,
        Action<long>? onProgress,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        return RunInOrder(batches, (batch, token) => project(batch, classifier.Predict(batch, token)), workers, onProgress, cancellation);
    }

    private static IEnumerable<T> RunInOrder<T>(
        IEnumerable<RecordBatch> batches,
        Func<RecordBatch, CancellationToken, T> work,
        int workers,
        Action<long>? onProgress,
        CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var todo = new BlockingCollection<Job<T>>(workers * BatchesAhead);
        using var inOrder = new BlockingCollection<Job<T>>(workers * (BatchesAhead + 1));
        Task[] threads =
        [
            LongRunning(() => Read(batches, todo, inOrder, stop.Token)),
            .. Enumerable.Range(0, workers).Select(_ => LongRunning(() => Work(todo, work, stop.Token))),
        ];
        try
        {
            long records = 0;
            foreach (var job in inOrder.GetConsumingEnumerable(cancellation))
            {
                var result = job.Result.Task.GetAwaiter().GetResult();
                records += job.Batch!.Count;
                onProgress?.Invoke(records);
                yield return result;
            }
        }
        finally
        {
            // Also when the caller stops early: no thread may outlive the enumeration.
            stop.Cancel();
            Task.WaitAll(threads, CancellationToken.None);
        }
    }

    private static void Read<T>(IEnumerable<RecordBatch> batches, BlockingCollection<Job<T>> todo, BlockingCollection<Job<T>> inOrder, CancellationToken stop)
    {
        try
        {
            foreach (var batch in batches)
            {
                var job = new Job<T>(batch);

                // In this order a job that is waited for has always been handed to the workers.
                todo.Add(job, stop);
                inOrder.Add(job, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Fail(inOrder, new OperationCanceledException(stop));
        }
#pragma warning disable CA1031 // Whatever reading throws is thrown again where the results are received.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(inOrder, error);
        }
        finally
        {
            todo.CompleteAdding();
            inOrder.CompleteAdding();
        }

        void Fail(BlockingCollection<Job<T>> queue, Exception error)
        {
            var failed = new Job<T>(null);
            failed.Result.SetException(error);

            // A full queue means the receiver has not come so far; it reads on unless it has stopped.
            while (!queue.TryAdd(failed, millisecondsTimeout: 50, CancellationToken.None) && !stop.IsCancellationRequested)
            {
            }
        }
    }

    private static void Work<T>(BlockingCollection<Job<T>> todo, Func<RecordBatch, CancellationToken, T> work, CancellationToken stop)
    {
        // Drained to the end even when stopped: a job without a result would keep its receiver waiting.
        foreach (var job in todo.GetConsumingEnumerable(CancellationToken.None))
        {
            try
            {
                stop.ThrowIfCancellationRequested();
                job.Result.SetResult(work(job.Batch!, stop));
            }
#pragma warning disable CA1031 // Whatever predicting throws is thrown again where the results are received.
            catch (Exception error)
#pragma warning restore CA1031
            {
                job.Result.SetException(error);
            }
        }
    }

    private static Task LongRunning(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private sealed class Job<T>(RecordBatch? batch)
    {
        public RecordBatch? Batch { get; } = batch;

        public TaskCompletionSource<T> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
