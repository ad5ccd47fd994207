using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>
/// Numbers that a graph computes from its constants alone. The runtime computes them, so that they are what the model works
/// with, whatever the operators and types.
/// </summary>
internal static class ConstantValues
{
    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model; not touched.</param>
    /// <param name="names">Constants and values that no input takes part in.</param>
    /// <param name="read">Makes the result of a name and its value, which is gone afterwards.</param>
    /// <returns>What <paramref name="read"/> made, in the order of the names.</returns>
    public static T[] Compute<T>(string path, ModelProto model, IReadOnlyList<string> names, Func<string, OrtValue, T> read)
    {
        using var session = ModelSession.Open(path, Part(model, names), [], CancellationToken.None);
        using var values = session.Run([], 0, 0, 0, CancellationToken.None);
        return [.. names.Zip(values, read)];
    }

    /// <summary>Whether the runtime can compute them.</summary>
    public static bool CanCompute(ModelProto model, IReadOnlyList<string> names) => RuntimeSession.CanOpen(GraphSurgery.Bytes(Part(model, names)));

    private static ModelProto Part(ModelProto model, IReadOnlyList<string> names) => GraphSurgery.DropUnusedInputs(GraphSurgery.Cut(model, names));
}
