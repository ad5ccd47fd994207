using System.Security.Cryptography;
using PrivacyGate.Formats;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Run.Keeping;

/// <summary>
/// What every file of a run held when the run first looked. A result is kept, and a build told that nothing changed, by
/// these; so what was hashed must be what was audited. Without a cache nobody asks, and nothing is hashed.
/// </summary>
public sealed class FileHashes(bool isEnabled)
{
    /// <summary>Stands for a file that is not there, cannot be read, or was not hashed.</summary>
    public static readonly string None = new('0', 64);

    /// <summary>Bytes between two looks at the token.</summary>
    private const int Step = 1 << 20;

    private readonly Dictionary<string, string> first = new(StringComparer.Ordinal);

    /// <summary>Call before a file is read for its content; later calls change nothing.</summary>
    /// <param name="paths">Full paths.</param>
    /// <param name="cancellation">Stops within a file, which is then not known.</param>
    public void Remember(IEnumerable<string> paths, CancellationToken cancellation)
    {
        foreach (var path in paths.Where(path => isEnabled && !first.ContainsKey(path)))
        {
            first.Add(path, Hash(path, cancellation));
        }
    }

    /// <summary>64 lower-case hexadecimal digits; zeros when nothing is known.</summary>
    public string Of(string path) => first.GetValueOrDefault(path, None);

    /// <exception cref="InputException">PG0028: the model in memory is not made of the files as hashed.</exception>
    public void RequireSame(IModelFile model, SpecFile file, CancellationToken cancellation)
    {
        Remember(model.Dependencies, cancellation);
        if (isEnabled && Combined(model.Dependencies) != model.Sha256)
        {
            throw Changed(file.Path, file.Location);
        }
    }

    /// <summary>Hashes the file again. Call after its content was used.</summary>
    /// <exception cref="InputException">PG0028: it is not as it was.</exception>
    public void RequireUnchanged(string path, string shown, SourceLocation location, CancellationToken cancellation)
    {
        if (isEnabled && Hash(path, cancellation) != Of(path))
        {
            throw Changed(shown, location);
        }
    }

    /// <summary>The hash <see cref="IModelFile.Sha256"/> tells, reckoned from the files on disk.</summary>
    private string Combined(IReadOnlyList<string> files) => files is [var only]
        ? Of(only)
        : Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(file => Convert.FromHexString(Of(file)))]));

    private static string Hash(string path, CancellationToken cancellation)
    {
        try
        {
            using var stream = InputFile.Open(path, path, location: null);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var bytes = new byte[Step];
            while (stream.Read(bytes) is > 0 and var count)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(bytes, 0, count);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception unreadable) when (unreadable is InputException or IOException)
        {
            // Whoever needs its content tells what is wrong with it; here it is only a state to compare with.
            return None;
        }
    }

    private static InputException Changed(string shown, SourceLocation location) =>
        new(Diagnostic.Error(DiagnosticIds.FileChanged, $"{MessageText.Plain(shown)} changed while it was being audited; run again", location));
}
