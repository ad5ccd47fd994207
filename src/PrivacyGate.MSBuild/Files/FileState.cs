using System.Globalization;
using System.Security.Cryptography;

namespace PrivacyGate.MSBuild;

/// <summary>What a file was when it was audited. Length and time answer quickly on every build; the hash answers surely before shipping.</summary>
internal sealed record FileState(string Path, string Sha256, long Length, long Ticks)
{
    public static FileState Of(string path)
    {
        var file = new FileInfo(path);
        return new FileState(path, Hash(path), file.Length, file.LastWriteTimeUtc.Ticks);
    }

    /// <summary>Neither longer, shorter, newer nor older: an older file put in its place counts as a change too.</summary>
    public bool LooksUnchanged()
    {
        var file = new FileInfo(Path);
        return file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == Ticks;
    }

    public static string Hash(string path)
    {
        using var sha = SHA256.Create();
        using var stream = File.OpenRead(path);
        return string.Concat(sha.ComputeHash(stream).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
