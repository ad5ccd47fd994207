namespace PrivacyGate.IO.Readers;

/// <summary>One column of a data file: a CSV column, or an array of an .npz.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="ElementType">NumPy's type code such as <c>&lt;f4</c>, or null for a CSV column, which is text.</param>
/// <param name="RecordShape">The axes of one record; empty for one value a record.</param>
/// <param name="Count">Records, or null when only reading tells.</param>
public sealed record RecordColumn(string Name, string? ElementType, IReadOnlyList<int> RecordShape, long? Count)
{
    /// <summary>Values a record.</summary>
    public int Width => RecordShape.Aggregate(1, static (product, axis) => product * axis);
}
