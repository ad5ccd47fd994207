using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("privacygate-onnx-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    /// <summary>Writes a changed copy of a fixture.</summary>
    public string Write(string fixture, Action<ModelProto> change)
    {
        ModelProto model = SmallModels.Load(fixture);
        change(model);
        return Write("model.onnx", model.ToByteArray());
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
