using System.Text;

namespace PrivacyGate.MSBuild;

/// <summary>Writes beside the target, then renames: a build that is killed leaves the old file or the new one, never half of one.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        File.WriteAllText(temporary, text, Utf8);
        if (File.Exists(path))
        {
            File.Replace(temporary, path, destinationBackupFileName: null);
        }
        else
        {
            File.Move(temporary, path);
        }
    }

    /// <summary>Leaves the file and its time alone when it says the same already.</summary>
    public static void WriteWhenDifferent(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path, Utf8) != text)
        {
            Write(path, text);
        }
    }
}
