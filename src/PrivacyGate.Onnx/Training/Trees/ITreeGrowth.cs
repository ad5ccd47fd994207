using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>One way to grow all trees of an ensemble.</summary>
internal interface ITreeGrowth
{
    /// <summary>A constant of <see cref="Models.TrainerKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Everything settled, for people.</summary>
    string Recipe { get; }

    /// <summary>The same to the last digit.</summary>
    string Fingerprint { get; }

    /// <summary>Passes over the records.</summary>
    double Passes { get; }

    /// <summary>Grows trees whose sums are what the target's graph expects.</summary>
    /// <returns>The trees, and the mean cross-entropy on the records in nats.</returns>
    (IReadOnlyList<DecisionTree> Trees, double MeanLoss) Grow(NumberRows rows, int[] labels, ulong seed, CancellationToken cancellation);
}
