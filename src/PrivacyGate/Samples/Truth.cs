namespace PrivacyGate.Samples;

/// <summary>What evaluation knows and no attack may see. All arrays are parallel to the records of <see cref="AuditInput"/>.</summary>
/// <param name="IsMember">Whether the model was trained on the record.</param>
/// <param name="FoldHashes">A hash of the record's subject, or of its content when it stands for itself: decides its fold in every split, whatever the seed.</param>
/// <param name="Subjects">A number for each record's subject, or for its content where no subjects were told and some records repeat others; null when each record stands for itself.</param>
/// <param name="Slices">The slice columns asked for.</param>
/// <remarks>Bytes a record: 9, 13 with subjects, and 4 for each slice column.</remarks>
public sealed record Truth(
    bool[] IsMember,
    ulong[] FoldHashes,
    int[]? Subjects,
    IReadOnlyList<SliceColumn> Slices)
{
    /// <summary>Records that repeat another of their side, where <see cref="Subjects"/> are numbered by content; else 0.</summary>
    public int Repeats { get; init; }

    /// <summary>Whether <see cref="Subjects"/> are the queries of a ranking.</summary>
    public bool ByQueries { get; init; }

    /// <summary>Number of records.</summary>
    public int Count => IsMember.Length;
}

/// <param name="Name">The column's name.</param>
/// <param name="Values">Its different values, in ordinal order.</param>
/// <param name="Codes">For each record the index of its value.</param>
public sealed record SliceColumn(string Name, IReadOnlyList<string> Values, int[] Codes);

/// <summary>Which of the two record sets of an audit a record came from.</summary>
public enum Side
{
    /// <summary>The model was trained on it.</summary>
    Member,

    /// <summary>The model never saw it.</summary>
    NonMember,
}
