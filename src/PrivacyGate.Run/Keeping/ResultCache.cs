using PrivacyGate.IO.Caching;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Run.Keeping;

/// <summary>Audits kept by content key. A key names everything a result follows from, so a result found is a result still true.</summary>
/// <param name="Folder">Where they are kept, or null to keep none.</param>
internal sealed record ResultCache(string? Folder)
{
    /// <summary>The audit kept under the key if it may still stand in, or the one <paramref name="make"/> makes. Of several processes that ask at once, one makes it and the others wait.</summary>
    /// <param name="key">Names everything the audit follows from.</param>
    /// <param name="make">Audits.</param>
    /// <param name="keep">Whether an audit may stand in for a later one.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public CachedAudit GetOrMake(Func<string> key, Func<CachedAudit> make, Func<CachedAudit, bool> keep, CancellationToken cancellation)
    {
        if (Folder is null)
        {
            return make();
        }

        var path = Path.Combine(Folder, key() + ".json");
        if (Read(path) is { } kept && keep(kept))
        {
            return kept;
        }

        using var held = Guard(() =>
        {
            PrivateFiles.CreateFolder(Folder);
            return FileLock.Take(path + ".lock", cancellation, isPrivate: true);
        });
        if (Read(path) is { } madeMeanwhile && keep(madeMeanwhile))
        {
            return madeMeanwhile;
        }

        var made = make();
        if (!keep(made))
        {
            return made;
        }

        using var bytes = new MemoryStream();
        CachedAuditJson.Write(made, bytes);
        return Guard(() =>
        {
            AtomicFile.WriteAllBytes(path, bytes.ToArray(), isPrivate: true);
            return made;
        });
    }

    private static CachedAudit? Read(string path)
    {
        try
        {
            using var stream = InputFile.Open(path, path, location: null);
            return CachedAuditJson.Read(stream);
        }
        catch (Exception miss) when (miss is InvalidDataException or IOException or InputException)
        {
            // A damaged or locked file is a miss: it is made again, never believed.
            return null;
        }
    }

    private T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InputException)
        {
            throw new InputException(
                Diagnostic.Error(DiagnosticIds.OutputNotWritable, $"the cache folder cannot be used: {error.Message.TrimEnd('.')}; give --cache a folder that can be written", new SourceLocation(Folder!)),
                error);
        }
    }
}
