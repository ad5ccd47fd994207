
namespace PrivacyGate.IO.Files;

/// <summary>A file that appears whole or not at all: written beside its target, then renamed. Disposed without <see cref="Commit"/>, it leaves nothing.</summary>
public sealed class AtomicFile : IDisposable
{
    private const string Ending = ".tmp";

    private readonly string temporary;
    private readonly Stream stream;

    /// <param name="target">The file to be.</param>
    /// <param name="isPrivate">Whether only this user may open it, and the folder where that is made.</param>
    /// <exception cref="InputException">PG0014 when the folder cannot be written.</exception>
    public AtomicFile(string target, bool isPrivate = false)
        : this(target, isPrivate ? CreatePrivate : Create)
    {
    }

    internal AtomicFile(string target, Func<string, Stream> create)
    {
        Target = Path.GetFullPath(target);
        temporary = $"{Target}.{Path.GetRandomFileName()}{Ending}";
        stream = Guard(Target, () => create(temporary));
    }

    /// <summary>Full path of the file to be.</summary>
    public string Target { get; }

    /// <summary>Where the content goes. Failures to write surface in <see cref="Seal"/> or <see cref="Commit"/> as PG0014.</summary>
    public void Write(Action<Stream> content) => Guard(Target, () => content(stream));

    /// <summary>Ends writing: after this only the rename can fail.</summary>
    public void Seal() => Guard(Target, () =>
    {
        stream.Flush();
        (stream as FileStream)?.Flush(flushToDisk: true);
        stream.Dispose();
    });

    /// <summary>Puts the sealed file in the target's place.</summary>
    public void Commit() => Guard(Target, () => File.Move(temporary, Target, overwrite: true));

    /// <summary>Writes one file whole.</summary>
    public static void WriteAllBytes(string target, ReadOnlyMemory<byte> bytes, bool isPrivate = false)
    {
        using var file = new AtomicFile(target, isPrivate);
        file.Write(stream => stream.Write(bytes.Span));
        file.Seal();
        file.Commit();
    }

    /// <summary>Removes what a run that was killed left beside a target. Call only while no other run can write the target.</summary>
    public static void RemoveLeftovers(string target)
    {
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, $"{Path.GetFileName(target)}.*{Ending}"))
        {
            File.Delete(left);
        }
    }

    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // Writing what was buffered failed, as Write or Seal has reported already: this must not take the report's place.
        }

        try
        {
            File.Delete(temporary);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // As above: the failure that brought us here says more.
        }
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    private static FileStream CreatePrivate(string path)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        return PrivateFiles.Create(path);
    }

    internal static void Guard(string target, Action work) => Guard(target, () =>
    {
        work();
        return true;
    });

    internal static T Guard<T>(string target, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputException(
                Diagnostic.Error(
                    DiagnosticIds.OutputNotWritable,
                    $"cannot write {Path.GetFileName(target)}: {problem.Message.TrimEnd('.')}; name a folder that can be written",
                    new SourceLocation(target)),
                problem);
        }
    }
}
