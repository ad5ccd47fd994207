namespace PrivacyGate.MLNet.Runtime;

/// <summary>Work of ML.NET that a damaged file may never let end, and that nothing can interrupt.</summary>
internal static class InTime
{
    /// <summary>The largest models that were tried load in a few seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <exception cref="InputException">PG0049: it did not end. Its thread goes on in the background and ends with the process.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the run.</exception>
    public static T Run<T>(string path, Func<T> work, CancellationToken cancellation) => Run(path, work, Longest, cancellation);

    internal static T Run<T>(string path, Func<T> work, TimeSpan longest, CancellationToken cancellation)
    {
        var running = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var ended = Task.WhenAny(running, Task.Delay(longest, cancellation)).GetAwaiter().GetResult() == running;
        cancellation.ThrowIfCancellationRequested();
        return ended ? running.GetAwaiter().GetResult()
            : throw Refusal.Of(DiagnosticIds.MLNetModelRefused, path, FormattableString.Invariant($"ML.NET did not finish reading the model within {longest.TotalSeconds:0} s, so the file is taken for damaged. Save the model again, or export it to ONNX."));
    }
}
