namespace PrivacyGate.IO.Files;

/// <summary>
/// Holds something for one process at a time by a file of its own. The file stays behind, empty: removing it would let
/// two processes hold two files of one name. It means nothing once its holder is gone, however it went.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream held;

    private FileLock(FileStream held) => this.held = held;

    /// <summary>The lock, or null while somebody holds it.</summary>
    /// <exception cref="IOException">The file cannot be opened for another reason than being held.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or a folder stands in its place.</exception>
    public static FileLock? TryTake(string path, bool isPrivate = false)
    {
        try
        {
            return new FileLock(isPrivate
                ? new FileStream(path, PrivateFiles.Options(FileMode.OpenOrCreate))
                : new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException refusal) when (IsHeld(refusal))
        {
            return null;
        }
    }

    /// <summary>Waits until the lock is free. The operating system frees it when its holder dies, so nothing is ever left locked.</summary>
    /// <exception cref="IOException">The file cannot be opened for another reason than being held.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or a folder stands in its place.</exception>
    public static FileLock Take(string path, CancellationToken cancellation, bool isPrivate = false)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryTake(path, isPrivate) is { } taken)
            {
                return taken;
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    public void Dispose() => held.Dispose();

    // On Unix the result is the error number of flock (EWOULDBLOCK), on Windows that of a sharing or lock violation.
    private static bool IsHeld(IOException refusal) =>
        OperatingSystem.IsWindows() ? (refusal.HResult & 0xFFFF) is 32 or 33
        : OperatingSystem.IsLinux() ? refusal.HResult == 11
        : refusal.HResult == 35;
}
