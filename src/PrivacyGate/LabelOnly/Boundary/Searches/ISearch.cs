namespace PrivacyGate.LabelOnly.Boundary.Searches;

/// <summary>
/// A search for some of the records the target gets right, round after round. What it finds for a record depends on no
/// other record, so that it does not matter which are searched together.
/// </summary>
internal interface ISearch
{
    /// <summary>Whether no record has anything left to ask.</summary>
    bool IsOver { get; }

    /// <summary>Takes all records one round further.</summary>
    /// <param name="round">From 1.</param>
    /// <returns>False when the time was up.</returns>
    bool Advance(int round);

    /// <summary>Queries spent on a record so far, the first one counted.</summary>
    int Queries(int place);

    /// <summary>A positive score.</summary>
    double Score(int place);
}
