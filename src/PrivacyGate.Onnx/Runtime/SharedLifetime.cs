namespace PrivacyGate.Onnx.Runtime;

/// <summary>
/// The life of a native thing that an owner opens and several threads use: it ends when the owner has disposed of it and
/// the last use is over, and nobody enters after that.
/// </summary>
/// <param name="owner">Whom the exception names.</param>
/// <param name="close">Ends it; called once.</param>
internal sealed class SharedLifetime(object owner, Action close) : IDisposable
{
    private int holders = 1;
    private int disposed;

    /// <exception cref="ObjectDisposedException">The owner has disposed of it.</exception>
    public Use Enter()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref holders);
            ObjectDisposedException.ThrowIf(seen == 0 || Volatile.Read(ref disposed) != 0, owner);
        }
        while (Interlocked.CompareExchange(ref holders, seen + 1, seen) != seen);
        return new Use(this);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            close();
        }
    }

    /// <summary>One use, over when disposed of; by one holder, once.</summary>
    internal readonly struct Use(SharedLifetime shared) : IDisposable
    {
        public void Dispose() => shared.Leave();
    }
}
