namespace PrivacyGate.GitHub.Tests.StandIn;

/// <summary>A clock on which every wait is over at once, and which remembers how long it was.</summary>
internal sealed class QuickClock : TimeProvider
{
    private readonly Lock turn = new();
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (turn)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (turn)
        {
            Waits.Add(dueTime);
            now += dueTime;
        }

        // After the caller has its timer in hand.
        _ = Task.Run(() => callback(state));
        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
