namespace PrivacyGate.IO.Sinks;

/// <summary>The folder of one run's reports.</summary>
public static class ReportFolder
{
    /// <summary>
    /// Writes every sink's file. All are complete on disk before the first takes its name, so a failure or a
    /// cancellation before that leaves the folder as it was.
    /// </summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="run">What is told.</param>
    /// <param name="cancellation">Heeded until the first file takes its name.</param>
    /// <param name="also">Files of the host that must appear with them.</param>
    /// <exception cref="InputException">PG0014 when the folder cannot be written.</exception>
    public static void Write(string folder, GateRun run, CancellationToken cancellation = default, params IEnumerable<ISink> also)
    {
        var files = new List<AtomicFile>();
        try
        {
            foreach (ISink sink in SinkCatalog.All.Concat(also))
            {
                cancellation.ThrowIfCancellationRequested();
                var file = new AtomicFile(Path.Combine(folder, sink.FileName));
                files.Add(file);
                file.Write(stream => sink.Write(run, stream));
                file.Seal();
            }

            cancellation.ThrowIfCancellationRequested();
            files.ForEach(static file => file.Commit());
        }
        finally
        {
            files.ForEach(static file => file.Dispose());
        }
    }
}
