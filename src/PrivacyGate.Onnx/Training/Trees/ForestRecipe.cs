namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>How a forest is grown.</summary>
/// <param name="Trees">Trees.</param>
/// <param name="Bootstrap">Whether each tree draws as many records as there are, with replacement (Breiman 2001); else it sees all.</param>
/// <param name="RandomThresholds">Whether a feature's threshold is drawn between the node's extremes instead of searched (Geurts, Ernst and Wehenkel 2006).</param>
/// <param name="FeaturesASplit">Features compared at each branch.</param>
/// <param name="MinLeaf">Records a leaf holds at least.</param>
/// <param name="MaxDepth">Branches on the way to a leaf at most.</param>
internal sealed record ForestRecipe(int Trees, bool Bootstrap, bool RandomThresholds, int FeaturesASplit, int MinLeaf, int MaxDepth)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Trees} trees, {(Bootstrap ? "bootstrap" : "all records")}, {(RandomThresholds ? "random" : "best")} thresholds among {FeaturesASplit} features, depth at most {MaxDepth}, leaves of at least {MinLeaf}");
}
