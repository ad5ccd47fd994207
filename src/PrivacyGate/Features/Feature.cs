namespace PrivacyGate.Features;

/// <summary>What is changed as one: a cell of a record, or the cells of a one-hot group.</summary>
/// <param name="Cells">Numbers of the cells, counted through all of the model's inputs in their order.</param>
/// <param name="Kind">How it may be changed.</param>
/// <param name="Minimum">Smallest value seen; 0 for <see cref="FeatureKind.Category"/> and <see cref="FeatureKind.OneHot"/>.</param>
/// <param name="Maximum">Largest value seen; 0 for <see cref="FeatureKind.Category"/> and <see cref="FeatureKind.OneHot"/>.</param>
/// <param name="StandardDeviation">Of the values seen; 0 for <see cref="FeatureKind.Category"/> and <see cref="FeatureKind.OneHot"/>.</param>
public sealed record Feature(IReadOnlyList<int> Cells, FeatureKind Kind, double Minimum, double Maximum, double StandardDeviation)
{
    public double Range => Maximum - Minimum;

    public bool IsNumber => Kind is FeatureKind.Continuous or FeatureKind.Integer;
}

/// <summary>A cell of every record, as a spec's column translates to it.</summary>
/// <param name="Input">The model input.</param>
/// <param name="Place">Its place within the input's row of values, from 0.</param>
public sealed record CellAddress(string Input, int Place);
