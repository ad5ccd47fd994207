using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>One way to grow all trees of an ensemble that answers values.</summary>
internal interface IValueGrowth
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
    /// <returns>The trees, and the loss on the records: the unexplained share of the variance, or of a ranking the mean pairwise loss.</returns>
    (IReadOnlyList<DecisionTree> Trees, double Loss) Grow(NumberRows rows, ValueTargets targets, ulong seed, CancellationToken cancellation);
}
