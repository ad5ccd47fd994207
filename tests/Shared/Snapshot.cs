using System.Text;

namespace PrivacyGate.Testing;

/// <summary>Compares bytes with a committed file. PRIVACYGATE_UPDATE_SNAPSHOTS=1 writes the file instead, for a person to read in the diff.</summary>
internal static class Snapshot
{
    public static bool Updating => Environment.GetEnvironmentVariable("PRIVACYGATE_UPDATE_SNAPSHOTS") == "1";

    /// <param name="path">The committed file.</param>
    /// <param name="actual">What it must hold.</param>
    public static void MatchesFile(string path, byte[] actual)
    {
        if (Updating)
        {
            File.WriteAllBytes(path, actual);
        }

        Assert.True(File.Exists(path), $"no snapshot {path}; run once with PRIVACYGATE_UPDATE_SNAPSHOTS=1 and read it");
        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(path)), Encoding.UTF8.GetString(actual));
    }
}
