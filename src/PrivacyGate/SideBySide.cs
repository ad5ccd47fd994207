using System.Runtime.ExceptionServices;

namespace PrivacyGate;

/// <summary>Parallel loops that throw what their bodies threw: a refusal of the model must reach the user as it is.</summary>
internal static class SideBySide
{
    public static void For(int count, ParallelOptions options, Action<int> body) =>
        Unwrapped(() => Parallel.For(0, count, options, body));

    /// <returns>Whether the loop ran to its end.</returns>
    public static bool For<T>(int count, ParallelOptions options, Func<T> start, Func<int, ParallelLoopState, T, T> body, Action<T> end) =>
        Unwrapped(() => Parallel.For(0, count, options, start, body, end)).IsCompleted;

    private static ParallelLoopResult Unwrapped(Func<ParallelLoopResult> loop)
    {
        try
        {
            return loop();
        }
        catch (AggregateException several)
        {
            // A cancellation beside a refusal is what the refusal caused elsewhere, or came too late to matter.
            Exception[] causes = [.. several.Flatten().InnerExceptions];
            ExceptionDispatchInfo.Throw(causes.FirstOrDefault(static cause => cause is not OperationCanceledException) ?? causes[0]);
            throw;
        }
    }
}
