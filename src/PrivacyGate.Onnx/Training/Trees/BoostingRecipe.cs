
namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>How trees are grown one upon the other.</summary>
/// <param name="Rounds">Rounds; each adds a tree for every column.</param>
/// <param name="LearningRate">What is left of each leaf's step.</param>
/// <param name="MaxLeaves">Leaves a tree has at most; the leaf that wins most is split first, so that depth-wise trees come out of a limit of depth.</param>
/// <param name="MaxDepth">Branches on the way to a leaf at most.</param>
/// <param name="MinLeaf">Records a leaf holds at least.</param>
/// <param name="Bins">Bins a feature has at most.</param>
internal sealed record BoostingRecipe(int Rounds, double LearningRate, int MaxLeaves, int MaxDepth, int MinLeaf, int Bins)
{
    /// <summary>Whether scores start at what the shares of the classes are; else at 0, as in FastTree.</summary>
    public bool StartsAtShares { get; init; } = true;

    public override string ToString() => FormattableString.Invariant(
        $"{Rounds} rounds, learning rate {LearningRate:G4}, at most {MaxLeaves} leaves and depth {MaxDepth}, leaves of at least {MinLeaf}, {(Bins >= FeatureTable.Exact ? "exact" : "256 bins")}{(StartsAtShares ? "" : ", start at 0")}");
}
