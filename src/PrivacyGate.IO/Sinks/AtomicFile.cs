namespace PrivacyGate.IO.Sinks;

/// <summary>A file that appears whole or not at all: written beside its target, then renamed. Disposed without <see cref="Commit"/>, it leaves nothing.</summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string temporary;
    private readonly FileStream stream;

    /// <exception cref="InputException">PG0014 when the folder cannot be written.</exception>
    public AtomicFile(string target)
    {
        Target = Path.GetFullPath(target);
        temporary = $"{Target}.{Path.GetRandomFileName()}.tmp";
        stream = Guard(Target, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        });
    }

    /// <summary>Full path of the file to be.</summary>
    public string Target { get; }

    /// <summary>Where the content goes. Failures to write surface in <see cref="Seal"/> or <see cref="Commit"/> as PG0014.</summary>
    public void Write(Action<Stream> content) => Guard(Target, () => content(stream));

    /// <summary>Ends writing: after this only the rename can fail.</summary>
    public void Seal() => Guard(Target, () =>
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
    });

    /// <summary>Puts the sealed file in the target's place.</summary>
    public void Commit() => Guard(Target, () => File.Move(temporary, Target, overwrite: true));

    /// <summary>Writes one file whole.</summary>
    public static void WriteAllBytes(string target, ReadOnlyMemory<byte> bytes)
    {
        using var file = new AtomicFile(target);
        file.Write(stream => stream.Write(bytes.Span));
        file.Seal();
        file.Commit();
    }

    public void Dispose()
    {
        stream.Dispose();
        File.Delete(temporary);
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
                    CanonicalLine.Text($"cannot write {Path.GetFileName(target)}: {problem.Message.TrimEnd('.')}; name a folder that can be written"),
                    new SourceLocation(target)),
                problem);
        }
    }
}
