namespace PrivacyGate.Cli.Checking;

/// <summary>Holds one result for one process: builds of several target frameworks attack a model once, the others wait and read.</summary>
internal sealed class CacheLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream held;

    private CacheLock(FileStream held) => this.held = held;

    /// <summary>Waits until the lock is free. The operating system frees it when its holder dies, so nothing is ever left locked.</summary>
    public static CacheLock Take(string path, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new CacheLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (IOException) when (File.Exists(path))
            {
                cancellation.WaitHandle.WaitOne(Pause);
            }
        }
    }

    public void Dispose() => held.Dispose();
}
