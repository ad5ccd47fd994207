namespace PrivacyGate.IO.Sinks;

/// <summary>The folder of one run's reports.</summary>
public static class ReportFolder
{
    /// <summary>
    /// Writes every sink's file. All are complete on disk before the first takes its name, so a failure or a
    /// cancellation before that leaves the folder as it was.
    /// </summary>
    /// <exception cref="InputException">PG0014 when the folder cannot be written.</exception>
    public static void Write(string folder, GateRun run, CancellationToken cancellation = default)
    {
        var files = new List<AtomicFile>();
        try
        {
            foreach (ISink sink in SinkCatalog.All)
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
