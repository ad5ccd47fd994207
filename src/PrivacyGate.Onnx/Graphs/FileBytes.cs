using PrivacyGate.IO.Files;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Reads model files; every failure has its code.</summary>
public static class FileBytes
{
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">PG0020 or PG0021: it is not there, or cannot be read.</exception>
    public static byte[] Read(string path)
    {
        if (RegularFile.NotOne(path) is { } other)
        {
            throw Refusal.Of(DiagnosticIds.FileUnreadable, path, $"'{path}' is {other}, not a file. Name the .onnx file{(Directory.Exists(path) ? " inside it" : "")}.");
        }

        try
        {
            var length = new FileInfo(path).Length;
            return length <= Array.MaxLength
                ? File.ReadAllBytes(path)
                : throw Refusal.Of(DiagnosticIds.FileUnreadable, path, $"'{path}' is larger than 2 GB. Keep the weights in external data files of less than 2 GB in all.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refusal.Of(DiagnosticIds.FileNotFound, path, $"'{path}' does not exist. Correct the path, or export the model first.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refusal.Of(DiagnosticIds.FileUnreadable, path, $"'{path}' cannot be read: {e.Message} Allow this user to read it.", e);
        }
    }
}
