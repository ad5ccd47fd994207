namespace PrivacyGate.Cli.Gathering;

/// <param name="TimeUp">Signalled when the time budget ends: what there is counts.</param>
/// <param name="Ending">Signalled a little later, or with <paramref name="Cancellation"/>: what has not stopped by itself is ended by it.</param>
/// <param name="Cancellation">Signalled when the user stops the run.</param>
internal sealed record GatheringLimits(CancellationToken TimeUp, CancellationToken Ending, CancellationToken Cancellation)
{
    /// <summary>Whether it is signalled, and the user has not stopped the run.</summary>
    public bool IsOver => Ending.IsCancellationRequested && !Cancellation.IsCancellationRequested;

    /// <summary>Takes a step that counts only when it is finished.</summary>
    /// <param name="step">Given a token that ends with either.</param>
    /// <param name="result">What came of it, which may be null; or null when the time was up first.</param>
    /// <returns>Whether the step was finished.</returns>
    /// <exception cref="OperationCanceledException">The user stopped the run.</exception>
    public bool InTime<T>(Func<CancellationToken, T?> step, out T? result)
        where T : class
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(TimeUp, Cancellation);
        try
        {
            result = step(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (TimeUp.IsCancellationRequested && !Cancellation.IsCancellationRequested)
        {
            result = null;
            return false;
        }
    }
}
