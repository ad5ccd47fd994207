using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PrivacyGate.IO.Files;

namespace PrivacyGate.MSBuild;

/// <summary>What a file was when it was audited. Length and time are asked on every build, the hash too where that takes no time; before shipping the hash decides.</summary>
internal sealed record FileState(string Path, string Sha256, long Length, long Ticks)
{
    /// <summary>The hash of a file that was not there, or that the audit did not read.</summary>
    public static readonly string Unhashed = new('0', 64);

    private const long QuickToHash = 16 * 1024 * 1024;

    /// <summary>Looked for and not found: a file that appears there later changes what an audit would read.</summary>
    public bool WasAbsent => Sha256 == Unhashed;

    /// <summary>Length and time are read before the bytes: a file written meanwhile has another time than the one noted here.</summary>
    public static FileState Of(string path)
    {
        var file = new FileInfo(path);
        var (length, ticks) = (file.Length, file.LastWriteTimeUtc.Ticks);
        return new FileState(path, Hash(path), length, ticks);
    }

    /// <summary>Null when the file no longer holds the bytes that were audited, or nobody knows which they were.</summary>
    public static FileState? Of(AuditedFile audited)
    {
        if (audited.Sha256 == Unhashed)
        {
            return File.Exists(audited.Path) || Directory.Exists(audited.Path) ? null : new FileState(audited.Path, Unhashed, 0, 0);
        }

        return File.Exists(audited.Path) && Of(audited.Path) is var now && now.Sha256 == audited.Sha256 ? now : null;
    }

    /// <summary>
    /// Neither longer, shorter, newer nor older; and, unless it is large, with the same bytes: two models of one shape have
    /// one length, and a checkout gives them one time.
    /// </summary>
    public bool LooksUnchanged()
    {
        if (WasAbsent)
        {
            return !File.Exists(Path) && !Directory.Exists(Path);
        }

        var file = new FileInfo(Path);
        return file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == Ticks && (Length > QuickToHash || Hash(Path) == Sha256);
    }

    public static string Hash(string path)
    {
        using var stream = Open(path);
        return Hash(stream);
    }

    public static string Hash(Stream stream)
    {
        using var sha = SHA256.Create();
        return Hexadecimal(sha.ComputeHash(stream));
    }

    /// <exception cref="IOException">Also for a pipe or a device, which would keep the build waiting without end.</exception>
    public static Stream Open(string path) => RegularFile.NotOne(path) is { } other
        ? throw new IOException($"'{path}' is {other}, not a file")
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public static string HashOfText(string text)
    {
        using var sha = SHA256.Create();
        return Hexadecimal(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static string Hexadecimal(byte[] hash) => string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
