using System.IO.Compression;
using PrivacyGate.MLNet.Runtime;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Files;

/// <summary>Looks through a zip file before ML.NET reads it: what it says of its sizes is not believed.</summary>
internal static class ZipCheck
{
    /// <summary>A pipeline of some hundred steps has some thousand entries.</summary>
    private const int MostEntries = 20_000;

    /// <summary>ML.NET reads a folder within a folder by calling itself.</summary>
    private const int DeepestFolder = 64;

    private const int Step = 1 << 20;

    /// <exception cref="InputException">PG0049: it is damaged, not of ML.NET, or unpacks to more than the limit.</exception>
    public static void Check(string path, byte[] content, ModelLimits limits)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries || zip.Entries.Any(static entry => entry.FullName.Count(static letter => letter is '/' or '\\') > DeepestFolder))
            {
                throw Refusal.Of(DiagnosticIds.MLNetModelRefused, path, FormattableString.Invariant($"The model file holds more than {MostEntries} entries, or folders deeper than {DeepestFolder}, which no model of ML.NET does. Save the model again."));
            }

            if (!zip.Entries.Any(static entry => entry.FullName.Replace('\\', '/') == "TrainingInfo/Version.txt"))
            {
                throw Refusal.Of(DiagnosticIds.MLNetModelRefused, path, "The file is a zip file, but not a model that MLContext.Model.Save wrote. Save the model with it, or export it to ONNX.");
            }

            Unpack(path, zip, limits.Megabytes * Step);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw Refusal.Of(DiagnosticIds.MLNetModelRefused, path, "The model file is damaged or cut short. Save the model again, or check that the file was copied whole (git lfs pull?).", damaged);
        }
    }

    private static void Unpack(string path, ZipArchive zip, long most)
    {
        var bytes = new byte[Step];
        long total = 0;
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            while (stream.Read(bytes) is > 0 and var count)
            {
                total += count;
                if (total > most)
                {
                    throw Refusal.Of(DiagnosticIds.MLNetModelRefused, path, FormattableString.Invariant($"The model file unpacks to more than {most / Step} MB. Where it is that large, raise limits.memory in the spec; otherwise it was made to do harm."));
                }
            }
        }
    }
}
