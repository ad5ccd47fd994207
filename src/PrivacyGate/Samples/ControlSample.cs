using System.Globalization;

namespace PrivacyGate.Samples;

/// <summary>What negative controls look at: some records of each side, one for each person, and nothing that the target said. Sorted by hash; all arrays but <paramref name="Columns"/> are parallel.</summary>
/// <param name="Columns">The feature columns.</param>
/// <param name="Rows">The values of each record, one a column: numbers as they are, texts as a hash, whole in a float.</param>
/// <param name="Labels">The true class of each record.</param>
/// <param name="IsMember">The side of each record.</param>
/// <param name="FoldHashes">A hash of each record's person, or of its content where it stands for itself.</param>
public sealed record ControlSample(
    IReadOnlyList<ControlColumn> Columns,
    float[][] Rows,
    int[] Labels,
    bool[] IsMember,
    ulong[] FoldHashes)
{
    /// <summary>What the spec or the model calls its classes, or null.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>False where the label's name says that it identifies persons or records, so that no report tells any of its values.</summary>
    public bool TellsLabels { get; init; } = true;

    /// <summary>How a class is told: by its name in quotes, else by its number.</summary>
    internal string ClassNameOf(float label) => ClassNames is { } names && label >= 0 && label < names.Count
        ? PlainText.Name(names[(int)label])
        : string.Create(CultureInfo.InvariantCulture, $"class {label}");
}

/// <param name="Name">As people know it.</param>
/// <param name="IsText">Whether its values are categories without an order.</param>
public sealed record ControlColumn(string Name, bool IsText)
{
    /// <summary>False where the name says that the values identify persons or records, so that no report tells any of them.</summary>
    public bool TellsValues { get; init; } = true;
}
