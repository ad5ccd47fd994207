using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>A model file that was read whole and found sound: no reference leaves its folder, no tensor claims bytes that are not there, every value has one definition.</summary>
public sealed class OnnxFile
{
    private OnnxFile(string path, ModelProto model, string sha256, IReadOnlyList<string> dependencies)
    {
        Path = path;
        Model = model;
        Sha256 = sha256;
        Dependencies = dependencies;
    }

    public string Path { get; }

    /// <summary>The model, external tensor data drawn in. Treat as read-only: <see cref="GraphSurgery"/> makes changed copies.</summary>
    public ModelProto Model { get; }

    /// <summary>
    /// SHA-256 in lower-case hexadecimal: of the file, or, when tensors lie in other files, of the file's 32-byte hash
    /// followed by the hash of each of those files in ordinal order of their names.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>Full paths of every file the model consists of, the model first.</summary>
    public IReadOnlyList<string> Dependencies { get; }

    /// <exception cref="InputException">PG0020 to PG0025: missing, unreadable, not ONNX, external data refused, a tensor without its bytes, a malformed graph.</exception>
    public static OnnxFile Read(string path)
    {
        var bytes = FileBytes.Read(path);
        var model = Parse(path, bytes);
        var external = new ExternalData(path);
        TensorCheck.Check(path, model, external);
        GraphCheck.Check(path, model);
        external.DrawIn(model);
        return new OnnxFile(path, model, external.HashWith(bytes), [System.IO.Path.GetFullPath(path), .. external.Files]);
    }

    /// <summary>A model that was made here and stands in no file.</summary>
    /// <param name="path">What messages call it.</param>
    /// <param name="model">The model.</param>
    internal static OnnxFile Made(string path, ModelProto model) =>
        new(path, model, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(GraphSurgery.Bytes(model))), []);

    private static ModelProto Parse(string path, byte[] bytes)
    {
        const string cure = "Export the model again, or check that the file was copied whole (git lfs pull?).";
        if (bytes.Length == 0)
        {
            throw Refusal.Of(DiagnosticIds.NotAnOnnxModel, path, $"The model file is empty. {cure}");
        }

        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
#pragma warning disable CA1031 // Of bytes that are no message the parser throws what its arithmetic runs into: index, overflow, memory.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var reason = e is InvalidProtocolBufferException ? $": {e.Message}" : ".";
            throw Refusal.Of(DiagnosticIds.NotAnOnnxModel, path, $"The file is not an ONNX model, or is cut short{reason} {cure}", e);
        }

        return model.Graph is not null
            ? model
            : throw Refusal.Of(DiagnosticIds.NotAnOnnxModel, path, $"The file holds no ONNX graph. {cure}");
    }
}
