using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Small;

/// <summary>The architecture of a network of fully connected layers with ReLU between them.</summary>
/// <param name="Sizes">Features, units of each hidden layer, outputs.</param>
/// <param name="Loss">What is minimised.</param>
internal sealed record SmallNetworkShape(IReadOnlyList<int> Sizes, NetworkLoss Loss)
{
    public static SmallNetworkShape Of(NetworkTask task) => new([task.Width, .. task.Hidden, task.Outputs], task.Loss);

    public int Layers => Sizes.Count - 1;

    public bool Equals(SmallNetworkShape? other) => other is not null && Loss == other.Loss && Sizes.SequenceEqual(other.Sizes);

    public override int GetHashCode() => Sizes.Aggregate((int)Loss, HashCode.Combine);
}
