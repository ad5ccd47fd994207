using System.Globalization;
using System.Security.Cryptography;

namespace PrivacyGate.MSBuild;

/// <summary>What a file was when it was audited. Length and time are asked on every build, the hash too where that takes no time; before shipping the hash decides.</summary>
internal sealed record FileState(string Path, string Sha256, long Length, long Ticks)
{
    private const long QuickToHash = 16 * 1024 * 1024;

    public static FileState Of(string path)
    {
        var file = new FileInfo(path);
        return new FileState(path, Hash(path), file.Length, file.LastWriteTimeUtc.Ticks);
    }

    /// <summary>
    /// Neither longer, shorter, newer nor older; and, unless it is large, with the same bytes: two models of one shape have
    /// one length, and a checkout gives them one time.
    /// </summary>
    public bool LooksUnchanged()
    {
        var file = new FileInfo(Path);
        return file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == Ticks && (Length > QuickToHash || Hash(Path) == Sha256);
    }

    public static string Hash(string path)
    {
        using var sha = SHA256.Create();
        using var stream = File.OpenRead(path);
        return string.Concat(sha.ComputeHash(stream).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
