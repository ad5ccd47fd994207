using System.Globalization;

namespace PrivacyGate.Run.Options;

/// <summary>
/// The time of a run or of one model in it, from the moment this is made. It ends in steps: gathering evidence (shadow
/// models, label queries) ends first, so that what was gathered can still be judged.
/// </summary>
public sealed class Deadline : IDisposable
{
    /// <summary>Of the time, the part kept for judging: with shadows and labels gathered, attacks take a small part of what the gathering took.</summary>
    private const double KeptForJudging = 0.1;

    /// <summary>Of the time, the part in which even gathering that has not stopped by itself is given up.</summary>
    private const double KeptWhateverHappens = 0.05;

    private readonly TimeProvider clock;
    private readonly TimeSpan? limit;
    private readonly TimeSpan? stated;
    private readonly long started;
    private readonly CancellationTokenSource gathering;
    private readonly CancellationTokenSource givenUp;
    private readonly CancellationTokenSource all;
    private readonly CancellationTokenSource gatheringEnding;
    private readonly CancellationTokenSource ending;

    /// <param name="clock">Measures time.</param>
    /// <param name="limit">How long it may take, or null for as long as it takes.</param>
    /// <param name="cancellation">Signalled when the user stops the run.</param>
    public Deadline(TimeProvider clock, TimeSpan? limit, CancellationToken cancellation = default)
        : this(clock, limit, limit, cancellation)
    {
    }

    private Deadline(TimeProvider clock, TimeSpan? limit, TimeSpan? stated, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        this.limit = limit;
        this.stated = stated;
        started = clock.GetTimestamp();
        Cancellation = cancellation;
        gathering = Timer(limit * (1 - KeptForJudging));
        givenUp = Timer(limit * (1 - KeptWhateverHappens));
        all = Timer(limit);
        gatheringEnding = CancellationTokenSource.CreateLinkedTokenSource(givenUp.Token, cancellation);
        ending = CancellationTokenSource.CreateLinkedTokenSource(all.Token, cancellation);
    }

    /// <summary>Signalled when the user stops the run.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Signalled when no more evidence may be gathered: what there is counts.</summary>
    public CancellationToken Gathering => gathering.Token;

    /// <summary>Signalled a little later, for what has not stopped by itself; also when the user stops the run.</summary>
    public CancellationToken GatheringEnding => gatheringEnding.Token;

    /// <summary>Signalled when nothing more may be done but to tell what was found.</summary>
    public CancellationToken All => all.Token;

    /// <summary>Signalled with <see cref="All"/>, or when the user stops the run.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Whether the time is over, and the user has not stopped the run.</summary>
    public bool IsOver => all.IsCancellationRequested && !Cancellation.IsCancellationRequested;

    /// <summary>The limit of the whole run in seconds as people write it, or null for none.</summary>
    public string? Text => stated is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s") : null;

    /// <summary>Seconds since this was made.</summary>
    public double Seconds => clock.GetElapsedTime(started).TotalSeconds;

    /// <summary>The time of the next model: an even part of what is left. What a model leaves is for those after it.</summary>
    /// <param name="modelsLeft">Models still to be audited, this one included; at least 1.</param>
    public Deadline Share(int modelsLeft)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(modelsLeft, 1);
        return new Deadline(clock, limit is { } span ? (span - clock.GetElapsedTime(started)) / modelsLeft : null, stated, Cancellation);
    }

    /// <summary>Takes a step of gathering that counts only when it is finished.</summary>
    /// <param name="step">Given a token that ends with the gathering, or when the user stops the run.</param>
    /// <param name="result">What came of it, which may be null; or null when the time was up first.</param>
    /// <returns>Whether the step was finished.</returns>
    /// <exception cref="OperationCanceledException">The user stopped the run.</exception>
    public bool InTime<T>(Func<CancellationToken, T?> step, out T? result)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(step);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Gathering, Cancellation);
        try
        {
            result = step(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (Gathering.IsCancellationRequested && !Cancellation.IsCancellationRequested)
        {
            result = null;
            return false;
        }
    }

    /// <summary><c>90s</c>, <c>5m</c>, <c>1.5h</c> or a bare number of seconds; null when the text is none of these, or nothing above 0.</summary>
    public static TimeSpan? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (number, unit) = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? (text[..^1], text[^1]) : (text, 's');
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return seconds > 0
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * seconds is > 0 and <= 30 * 24 * 3600
                ? TimeSpan.FromSeconds(count * seconds)
                : null;
    }

    public void Dispose()
    {
        ending.Dispose();
        gatheringEnding.Dispose();
        all.Dispose();
        givenUp.Dispose();
        gathering.Dispose();
    }

    private CancellationTokenSource Timer(TimeSpan? span)
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
