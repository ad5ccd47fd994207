namespace PrivacyGate.Samples;

/// <summary>A run of records, typed and ready for a classifier. All arrays are parallel.</summary>
/// <param name="Features">One block for each model input.</param>
/// <param name="Labels">The true class of each record, in [0, class count).</param>
/// <param name="Keys">A 128-bit hash of each record's content and label: equal records have equal keys, whatever file they stand in.</param>
/// <param name="Subjects">A 128-bit hash of the person (or other unit) a record belongs to, or null when each record stands for itself.</param>
/// <param name="Slices">For each slice column asked for, the text of its cell in each record; empty when none was asked for.</param>
public sealed record RecordBatch(
    IReadOnlyList<FeatureBlock> Features,
    int[] Labels,
    UInt128[] Keys,
    UInt128[]? Subjects,
    IReadOnlyList<string[]> Slices)
{
    /// <summary>Number of records.</summary>
    public int Count => Labels.Length;
}
