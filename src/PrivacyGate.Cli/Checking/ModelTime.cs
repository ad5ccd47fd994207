namespace PrivacyGate.Cli.Checking;

/// <summary>The time of one model. Gathering evidence (shadow models, questions about the label) ends before it, so that what was gathered can still be judged.</summary>
internal sealed class ModelTime : IDisposable
{
    /// <summary>Of the time, the part kept for judging: with shadows and labels gathered, attacks take a small part of what the gathering took.</summary>
    private const double KeptForJudging = 0.1;

    /// <summary>Of the time, the part in which even gathering that has not stopped by itself is given up.</summary>
    private const double KeptWhateverHappens = 0.05;

    private readonly CancellationToken cancellation;
    private readonly CancellationTokenSource gathering;
    private readonly CancellationTokenSource patience;
    private readonly CancellationTokenSource gatheringEnding;
    private readonly CancellationTokenSource all;
    private readonly CancellationTokenSource ending;

    public ModelTime(TimeProvider clock, TimeSpan? span, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        gathering = Timer(clock, span * (1 - KeptForJudging));
        patience = Timer(clock, span * (1 - KeptWhateverHappens));
        all = Timer(clock, span);
        gatheringEnding = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        ending = CancellationTokenSource.CreateLinkedTokenSource(all.Token, cancellation);
    }

    /// <summary>Signalled when no more evidence may be gathered.</summary>
    public CancellationToken Gathering => gathering.Token;

    /// <summary>Signalled a little later, for what has not stopped by itself; also when the user stops the run.</summary>
    public CancellationToken GatheringEnding => gatheringEnding.Token;

    /// <summary>Signalled when nothing more may be done but to tell what was found.</summary>
    public CancellationToken All => all.Token;

    /// <summary>Signalled with <see cref="All"/>, or when the user stops the run.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Whether the time is over, and the user has not stopped the run.</summary>
    public bool IsOver => all.IsCancellationRequested && !cancellation.IsCancellationRequested;

    public void Dispose()
    {
        ending.Dispose();
        gatheringEnding.Dispose();
        all.Dispose();
        patience.Dispose();
        gathering.Dispose();
    }

    private static CancellationTokenSource Timer(TimeProvider clock, TimeSpan? span)
    {
        if (span is not { } wait)
        {
            return new CancellationTokenSource();
        }

        // Nothing left is over at once: a timer would first let some work begin.
        var source = wait > TimeSpan.Zero ? new CancellationTokenSource(wait, clock) : new CancellationTokenSource();
        if (wait <= TimeSpan.Zero)
        {
            source.Cancel();
        }

        return source;
    }
}
