namespace PrivacyGate.Samples;

/// <summary>The values of one model input for a batch of records, records along the first axis, row-major.</summary>
/// <param name="Input">The name of the model input these values feed.</param>
/// <param name="Kind">The element type. <see cref="ElementKind.Float16"/> values travel as <see cref="float"/>.</param>
/// <param name="RecordShape">The axes of one record, all known (no -1). [30] for a matrix of 30 columns, [1] for one column, [3,32,32] for an image.</param>
/// <param name="Values">A float[], double[], int[], long[], bool[] or string[] of (records x product of <paramref name="RecordShape"/>) values.</param>
public sealed record FeatureBlock(string Input, ElementKind Kind, IReadOnlyList<int> RecordShape, Array Values)
{
    /// <summary>Values a record.</summary>
    // No LINQ: it is asked once a value in places.
    public int Width
    {
        get
        {
            var width = 1;
            for (var axis = 0; axis < RecordShape.Count; axis++)
            {
                width *= RecordShape[axis];
            }

            return width;
        }
    }
}

/// <summary>The type of one value in a model's input.</summary>
public enum ElementKind
{
    Float32,
    Float64,
    Float16,
    Int32,
    Int64,
    Boolean,
    Text,
}
