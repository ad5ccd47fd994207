using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>Puts models into a test's folder.</summary>
internal static class ModelFolder
{
    public static string Write(this TemporaryFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.File(name), bytes);
        return folder.File(name);
    }

    /// <summary>Writes a changed copy of a fixture.</summary>
    public static string Write(this TemporaryFolder folder, string fixture, Action<ModelProto> change)
    {
        var model = SmallModels.Load(fixture);
        change(model);
        return folder.Write("model.onnx", model.ToByteArray());
    }
}
