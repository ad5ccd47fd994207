namespace PrivacyGate.Models;

/// <summary>The values of one model input for a batch of records, records along the first axis, row-major.</summary>
/// <param name="Input">The name of the model input these values feed.</param>
/// <param name="Kind">The element type. <see cref="ElementKind.Float16"/> values travel as <see cref="float"/>.</param>
/// <param name="RecordShape">The axes of one record, all known (no -1). [30] for a matrix of 30 columns, [1] for one column, [3,32,32] for an image.</param>
/// <param name="Values">A float[], double[], int[], long[], bool[] or string[] of (records x product of <paramref name="RecordShape"/>) values.</param>
public sealed record FeatureBlock(string Input, ElementKind Kind, IReadOnlyList<int> RecordShape, Array Values)
{
    /// <summary>Values a record.</summary>
    public int Width => RecordShape.Aggregate(1, static (product, axis) => product * axis);
}
