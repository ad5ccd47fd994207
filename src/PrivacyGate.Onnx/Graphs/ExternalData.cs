using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>The tensors of a model that lie in other files of its folder.</summary>
internal sealed class ExternalData(string modelPath)
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly List<(TensorProto Tensor, string File, int Offset, int Length)> found = [];

    /// <summary>Full paths of the files drawn from, in ordinal order.</summary>
    public IEnumerable<string> Files => files.Keys;

    /// <summary>Notes where a tensor's bytes lie, after checking that they are there.</summary>
    public void Add(TensorProto tensor, long bytes)
    {
        var location = Entry(tensor, "location") ?? throw Refused(tensor, "names no file");
        var offset = Number(tensor, "offset") ?? 0;
        var length = Number(tensor, "length") ?? bytes;
        var file = ExternalPath.Resolve(Folder, location)
            ?? throw Refused(tensor, $"points at '{location}', outside the model's folder. External data must lie beside the model; save it there again");
        if (!File.Exists(file))
        {
            throw Refused(tensor, $"needs '{location}', which does not exist beside the model. Copy it there");
        }

        var content = Load(file);
        if (offset < 0 || length < 0 || offset > content.Length || length > content.Length - offset)
        {
            throw Refused(tensor, $"claims bytes {offset} to {offset}+{length} of '{location}', which holds {content.Length}. Save the model again");
        }

        if (length != bytes)
        {
            throw Refusal.Of(DiagnosticIds.TensorTooLarge, modelPath, $"Tensor '{tensor.Name}' claims {bytes} bytes by its shape but {length} in '{location}'. Save the model again.");
        }

        found.Add((tensor, file, (int)offset, (int)length));
    }

    /// <summary>Moves the bytes into the model, so that what runs is what was checked and hashed.</summary>
    public void DrawIn(ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach ((var tensor, var file, var offset, var length) in found)
        {
            tensor.RawData = ByteString.CopyFrom(files[file], offset, length);
            tensor.ExternalData.Clear();
            tensor.ClearDataLocation();
        }
    }

    public string HashWith(byte[] model)
    {
        var own = SHA256.HashData(model);
        var all = files.Count == 0 ? own : SHA256.HashData([.. own, .. files.Values.SelectMany(SHA256.HashData)]);
        return Convert.ToHexStringLower(all);
    }

    private string Folder => Path.GetDirectoryName(Path.GetFullPath(modelPath))!;

    private byte[] Load(string file) => files.TryGetValue(file, out var content) ? content : files[file] = FileBytes.Read(file);

    private long? Number(TensorProto tensor, string key) => Entry(tensor, key) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw Refused(tensor, $"has the {key} '{text}', which is no whole number. Save the model again");

    private InputException Refused(TensorProto tensor, string what) =>
        Refusal.Of(DiagnosticIds.ExternalDataRefused, modelPath, $"The external data of tensor '{tensor.Name}' {what}.");

    private static string? Entry(TensorProto tensor, string key) =>
        tensor.ExternalData.LastOrDefault(entry => entry.Key == key)?.Value;
}
