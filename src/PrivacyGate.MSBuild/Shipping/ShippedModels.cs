namespace PrivacyGate.MSBuild;

/// <summary>A model among what ships. The hash is null where no audit can be about the file: it cannot be unpacked, or is in a format that no audit reads.</summary>
internal sealed record FoundModel(ShippedFile File, string? Sha256, bool IsOrt = false)
{
    public string Complaint => File.Shown + (IsOrt
        ? $" ships and holds a model in ORT format, which PrivacyGate cannot audit; ship the .onnx file that was audited, or name the file in a {KnownNames.Exempt} item with the Reason"
        : $" ships{(File.IsNamedModel ? "" : ", holds an ONNX model,")} and no verdict is about it; add a {KnownNames.Item} for it, or a model to {ConfigFinder.FileName}, and build; if it needs no audit, name it in a {KnownNames.Exempt} item with the Reason");
}

/// <summary>Finds models by name and by content: the file itself, one level inside a .zip or .gz, and what a .resx puts into a resource.</summary>
internal static class ShippedModels
{
    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] Gzip = [0x1f, 0x8b, 8];
    private static readonly byte[] Ort = [(byte)'O', (byte)'R', (byte)'T', (byte)'M'];

    /// <param name="file">What ships.</param>
    /// <param name="folder">Where it lies now: a .resx names other files from there.</param>
    public static IReadOnlyList<FoundModel> In(ShippedFile file, string folder)
    {
        var head = Head(file);
        return StartsWith(head, Zip) ? [.. Itself(file), .. file.FromArchive(static inner => inner.SelectMany(Itself))]
            : StartsWith(head, Gzip) ? [.. Itself(file), .. Itself(file.Unpacked())]
            : file.Place.EndsWith(".resx", StringComparison.OrdinalIgnoreCase) ? [.. file.Resources(folder).SelectMany(Itself)]
            : Itself(file);
    }

    /// <summary>One model or none.</summary>
    public static IReadOnlyList<FoundModel> Itself(ShippedFile file)
    {
        try
        {
            // The identifier of a flatbuffer stands behind the offset of its root.
            if (StartsWith([.. Head(file).Skip(4)], Ort))
            {
                return [new FoundModel(file, null, IsOrt: true)];
            }

            return file.IsNamedModel || HoldsOnnx(file) ? [new FoundModel(file, file.Hash())] : [];
        }
        catch (InvalidDataException)
        {
            return file.IsNamedModel ? [new FoundModel(file, null)] : [];
        }
    }

    private static bool HoldsOnnx(ShippedFile file)
    {
        using var stream = file.Open();
        return OnnxContent.IsModel(stream);
    }

    private static byte[] Head(ShippedFile file)
    {
        using var stream = file.Open();
        var head = new byte[8];
        var filled = 0;
        for (int read; filled < head.Length && (read = stream.Read(head, filled, head.Length - filled)) > 0;)
        {
            filled += read;
        }

        return [.. head.Take(filled)];
    }

    private static bool StartsWith(byte[] bytes, byte[] start) => bytes.Take(start.Length).SequenceEqual(start);
}
