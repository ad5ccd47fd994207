using PrivacyGate.Formats;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Run.Opening;

/// <summary>Reads model files: ONNX here, other formats by the assemblies that the caller names.</summary>
internal static class ModelFiles
{
    private const int MostPeeked = 4096;

    /// <summary>How every zip file begins that holds something.</summary>
    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4];

    /// <param name="path">The file.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <param name="formats">Assemblies that read other formats; loaded only for a file that is not ONNX.</param>
    /// <exception cref="InputException">The file cannot be read, PG0048 when its format needs a package, PG0308 when an assembly cannot be used, the codes of its format.</exception>
    public static IModelFile Read(string path, ModelLimits limits, IReadOnlyList<string> formats)
    {
        var start = Start(path);
        if (!start.AsSpan().StartsWith(Zip))
        {
            return new OnnxModel(OnnxFile.Read(path));
        }

        foreach (var format in formats.Select(FormatAssembly.Load))
        {
            if (format.MayRead(start))
            {
                return format.Read(path, FileBytes.Read(path), limits);
            }
        }

        throw new InputException(Diagnostic.Error(
            DiagnosticIds.FormatNeedsPackage,
            $"{MessageText.Plain(Path.GetFileName(path))} is a zip file, as ML.NET saves models; to audit it, reference the package PrivacyGate.MLNet beside PrivacyGate.MSBuild, or name its assembly with --format; or export the model to ONNX",
            new SourceLocation(path)));
    }

    /// <summary>Empty where the file cannot be read: whoever reads it whole says why.</summary>
    private static byte[] Start(string path)
    {
        try
        {
            using var file = InputFile.Open(path, path, location: null);
            var bytes = new byte[MostPeeked];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception unreadable) when (unreadable is InputException or IOException)
        {
            return [];
        }
    }
}
