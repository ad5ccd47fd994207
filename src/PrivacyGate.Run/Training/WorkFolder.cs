using PrivacyGate.IO.Files;

namespace PrivacyGate.Run.Training;

/// <summary>
/// A folder among the temporary ones for the records of one run's trainings. Only this user may open it. Its lock is held
/// as long as the run lives, so that a later run can tell what one that was killed has left, and remove it.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = "privacygate-train-";
    private const string LogPrefix = "privacygate-trainer-";
    private const string LockName = ".lock";
    private static readonly TimeSpan LogsAreKept = TimeSpan.FromDays(7);

    private readonly string path;
    private readonly FileLock held;
    private int trainings;

    private WorkFolder(string path, FileLock held) => (this.path, this.held) = (path, held);

    public static WorkFolder Create()
    {
        while (true)
        {
            var made = Directory.CreateTempSubdirectory(Prefix).FullName;
            if (Held(made) is { } held)
            {
                return new WorkFolder(made, held);
            }

            // Another run swept it before the lock was held.
        }
    }

    /// <summary>Where what the program of this name printed is kept: one file each, so that they do not pile up.</summary>
    public static string LogPath(string name) => Path.Combine(Path.GetTempPath(), $"{LogPrefix}{name}.log");

    /// <summary>Removes the folders of runs that are gone, and old logs. What cannot be removed stays.</summary>
    /// <param name="now">The present time.</param>
    public static void Sweep(DateTimeOffset now)
    {
        foreach (var folder in Found(static temp => Directory.EnumerateDirectories(temp, Prefix + "*")))
        {
            Try(() => RemoveAbandoned(folder));
        }

        foreach (var log in Found(static temp => Directory.EnumerateFiles(temp, LogPrefix + "*.log")))
        {
            Try(() =>
            {
                if (now - File.GetLastWriteTimeUtc(log) > LogsAreKept)
                {
                    File.Delete(log);
                }
            });
        }
    }

    /// <summary>A folder of its own for one training.</summary>
    public string Next() => Directory.CreateDirectory(Path.Combine(path, FormattableString.Invariant($"{Interlocked.Increment(ref trainings)}"))).FullName;

    /// <summary>Removes a folder; a program that still holds its files must not hide what it did wrong, and a later run sweeps them.</summary>
    public static void Remove(string folder) => Try(() => Directory.Delete(folder, recursive: true));

    public void Dispose()
    {
        // Windows removes no folder with an open file in it.
        held.Dispose();
        Remove(path);
    }

    private static FileLock? Held(string folder)
    {
        try
        {
            return FileLock.TryTake(Path.Combine(folder, LockName), isPrivate: true);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void RemoveAbandoned(string folder)
    {
        var lockFile = Path.Combine(folder, LockName);
        if (!PrivateFiles.IsOwn(folder) || new DirectoryInfo(folder).LinkTarget is not null || !File.Exists(lockFile))
        {
            return;
        }

        using var free = FileLock.TryTake(lockFile, isPrivate: true);
        if (free is null)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            free.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string[] Found(Func<string, IEnumerable<string>> search)
    {
        try
        {
            return [.. search(Path.GetTempPath())];
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // A folder for temporary files that cannot be listed is reported by what is written to it.
            return [];
        }
    }

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or held: the next run tries again.
        }
    }
}
