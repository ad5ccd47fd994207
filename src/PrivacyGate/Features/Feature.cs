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

/// <summary>How a feature may be changed so that the record stays one that could be.</summary>
public enum FeatureKind
{
    /// <summary>Never changed: equal in all records, or named untouchable.</summary>
    Fixed,

    /// <summary>Any number between the smallest and the largest seen.</summary>
    Continuous,

    /// <summary>Whole numbers between the smallest and the largest seen.</summary>
    Integer,

    /// <summary>Two values: flipped.</summary>
    Binary,

    /// <summary>Values without distance: codes, texts, whole numbers of few different values. Takes the value of another record.</summary>
    Category,

    /// <summary>Columns of 0 and 1 of which exactly one is 1: changed together, to those of another record.</summary>
    OneHot,
}
