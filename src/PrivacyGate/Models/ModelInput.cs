namespace PrivacyGate.Models;

/// <summary>One input of a classifier, without its batch axis.</summary>
/// <param name="Name">The name in the model file.</param>
/// <param name="Kind">The type of its values.</param>
/// <param name="RecordShape">The axes of one record, the batch axis left out; -1 where the model leaves the length open. Empty for a scalar.</param>
public sealed record ModelInput(string Name, ElementKind Kind, IReadOnlyList<int> RecordShape)
{
    /// <summary>Whether the model has an answer to a missing number (NaN) of this input: an imputer, an indicator, or trees with branches for it.</summary>
    public bool TakesMissing { get; init; }

    /// <summary>Where the shape leaves the number of columns open, the number that the graph reads at least; 0 where it does not show one.</summary>
    public int LeastWidth { get; init; }

    /// <summary>What an input of whole numbers can hold, where that is less than its kind can: 0 to 255 for a model that takes uint8. Null otherwise.</summary>
    public WholeRange? Range { get; init; }
}

/// <summary>Whole numbers from <paramref name="Least"/> to <paramref name="Most"/>, both included.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public sealed record WholeRange(long Least, long Most)
{
    public bool Contains(long number) => number >= Least && number <= Most;
}
