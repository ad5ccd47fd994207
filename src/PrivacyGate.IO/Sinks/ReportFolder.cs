using PrivacyGate.IO.Files;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks;

/// <summary>The folder of one run's reports.</summary>
public static class ReportFolder
{
    private const string LockName = ".lock";

    /// <summary>
    /// Writes every sink's file. All are complete on disk before the first takes its name, so a failure or a
    /// cancellation before that leaves the reports as they were. The verdict goes first and comes last: whatever fails between,
    /// no older verdict stands beside newer reports. Runs that share a folder take turns, so what lies there unfinished was
    /// left by a run that was killed, and is removed.
    /// </summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="report">What is told.</param>
    /// <param name="cancellation">Heeded until the first file takes its name.</param>
    /// <param name="also">Files of the host that must appear with them.</param>
    /// <exception cref="InputException">PG0014 when the folder cannot be written.</exception>
    public static void Write(string folder, ReportView report, CancellationToken cancellation = default, params IEnumerable<ISink> also)
    {
        cancellation.ThrowIfCancellationRequested();
        var verdict = VerdictIn(folder);
        using var turn = AtomicFile.Guard(verdict, () =>
        {
            Directory.CreateDirectory(folder);
            return FileLock.Take(Path.Combine(folder, LockName), cancellation);
        });
        var files = new List<AtomicFile>();
        try
        {
            foreach (var sink in SinkCatalog.All.Concat(also))
            {
                cancellation.ThrowIfCancellationRequested();
                AtomicFile.Guard(verdict, () => AtomicFile.RemoveLeftovers(Path.GetFullPath(Path.Combine(folder, sink.FileName))));
                var file = new AtomicFile(Path.Combine(folder, sink.FileName));
                files.Add(file);
                file.Write(stream => sink.Write(report, stream));
                file.Seal();
            }

            cancellation.ThrowIfCancellationRequested();
            Commit(verdict, files);
        }
        finally
        {
            files.ForEach(static file => file.Dispose());
        }
    }

    /// <summary>Removes the verdict of an earlier run, if it can be removed, so that nobody takes it for that of a run that failed.</summary>
    public static void ForgetVerdict(string folder)
    {
        try
        {
            File.Delete(VerdictIn(folder));
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // The run has failed already, and says so by its exit code; this is only the second lock on the door.
        }
    }

    private static void Commit(string verdict, List<AtomicFile> files)
    {
        AtomicFile.Guard(verdict, () => File.Delete(verdict));
        foreach (var file in files.OrderBy(file => file.Target == verdict))
        {
            file.Commit();
        }
    }

    private static string VerdictIn(string folder) => Path.GetFullPath(Path.Combine(folder, VerdictTsvSink.Name));
}
