namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>How trees that vote with +1 and -1 are grown side by side, as FastForest of ML.NET does.</summary>
/// <param name="Trees">Trees a column.</param>
/// <param name="RecordShare">Share of the records each tree draws, without replacement.</param>
/// <param name="FeatureShare">Share of the features each tree draws, and share of those compared at each branch.</param>
/// <param name="MaxLeaves">Leaves a tree has at most; the leaf that wins most is split first.</param>
/// <param name="MaxDepth">Branches on the way to a leaf at most.</param>
/// <param name="MinLeaf">Records a leaf holds at least.</param>
/// <param name="IsCalibrated">Whether a sigmoid is fitted to the sums (Platt 1999); else the sums are the logits.</param>
internal sealed record BaggedRecipe(int Trees, double RecordShare, double FeatureShare, int MaxLeaves, int MaxDepth, int MinLeaf, bool IsCalibrated)
{
    /// <summary>In words, for trees whose mean is a value.</summary>
    public string OfValues() => ToString().Replace(" that vote", "", StringComparison.Ordinal).Replace(", sums not calibrated", "", StringComparison.Ordinal);

    public override string ToString() => FormattableString.Invariant(
        $"{Trees} regression trees that vote, each on {RecordShare:P0} of the records and {FeatureShare:P0} of the features, at most {MaxLeaves} leaves and depth {MaxDepth}, leaves of at least {MinLeaf}, {(IsCalibrated ? "sums calibrated by Platt's sigmoid" : "sums not calibrated")}")
        .Replace(" %", "%", StringComparison.Ordinal);
}
