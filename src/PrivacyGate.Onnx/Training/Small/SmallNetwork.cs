using PrivacyGate.Onnx.Training.Serving;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Small;

/// <summary>A fitted network: its parameters, asked through the session all networks of its architecture share.</summary>
internal sealed class SmallNetwork(SmallNetworkSession session, ParameterTensors parameters) : INetwork
{
    public float[] Predict(float[] features, int rows)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return features.Length == (long)rows * session.Shape.Sizes[0]
            ? session.Predict(parameters.All, features, rows)
            : throw new ArgumentException($"The network takes {session.Shape.Sizes[0]} features a row.", nameof(features));
    }

    public void Dispose() => parameters.Dispose();
}
