using PrivacyGate.Models;

namespace PrivacyGate.IO.Readers;

/// <summary>What feeds one input of the model.</summary>
/// <param name="Input">The input.</param>
/// <param name="RecordShape">The axes of one record, all known.</param>
/// <param name="Columns">Names of the columns whose values, side by side, make one record.</param>
public sealed record InputFeed(ModelInput Input, IReadOnlyList<int> RecordShape, IReadOnlyList<string> Columns)
{
    /// <summary>Whether a missing number is fed as NaN, rather than refused (PG0031).</summary>
    public bool TakesMissing { get; init; }

    /// <summary>Values a record.</summary>
    public int Width => RecordShape.Aggregate(1, static (product, axis) => product * axis);
}
