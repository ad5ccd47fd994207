using System.Runtime.ExceptionServices;

namespace PrivacyGate.Shadows;

/// <summary>Works through a schedule on threads of its own, one shadow a thread at a time, in the order of the schedule.</summary>
internal sealed class ShadowWorkers(
    IReadOnlyList<ShadowPlan> plans,
    Func<ShadowPlan, CancellationToken, ShadowAnswers> work,
    IProgress<ShadowProgress>? progress)
{
    private readonly ShadowAnswers?[] answers = new ShadowAnswers?[plans.Count];
    private readonly Exception?[] errors = new Exception?[plans.Count];
    private readonly Lock reporting = new();
    private int next = -1;
    private int done;

    /// <summary>The answers in the order of the schedule; null where <paramref name="stop"/> came first.</summary>
    public ShadowAnswers?[] Run(int workers, CancellationToken stop, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellation);
        Task[] threads = [.. Enumerable.Range(0, Math.Clamp(workers, 1, plans.Count)).Select(_ => Task.Factory.StartNew(
            () => WorkThrough(ending), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(threads, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (Array.Find(errors, static error => error is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return answers;
    }

    private void WorkThrough(CancellationTokenSource ending)
    {
        while (!ending.IsCancellationRequested && Interlocked.Increment(ref next) is var place && place < plans.Count)
        {
            try
            {
                answers[place] = work(plans[place], ending.Token);
                Report();
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Thrown again, the earliest of the schedule first, when every thread has ended.
            catch (Exception error)
#pragma warning restore CA1031
            {
                errors[place] = error;
                ending.Cancel();
            }
        }
    }

    private void Report()
    {
        lock (reporting)
        {
            progress?.Report(new ShadowProgress(++done, plans.Count));
        }
    }
}
