using PrivacyGate.Formats;
using PrivacyGate.MLNet.Files;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet;

/// <summary>Reads models that <c>MLContext.Model.Save</c> wrote.</summary>
public sealed class MLNetFormat : IModelFormat
{
    /// <inheritdoc/>
    public string Name => "ML.NET";

    /// <inheritdoc/>
    public bool MayRead(ReadOnlySpan<byte> start) => start.StartsWith("PK"u8);

    /// <inheritdoc/>
    public IModelFile Read(string path, byte[] content, ModelLimits limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(limits);
        ZipCheck.Check(path, content, limits);
        return MLNetFile.Load(path, content);
    }
}
