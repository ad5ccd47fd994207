namespace PrivacyGate.Auditing.Findings;

/// <summary>What a finding costs an attacker: how far an attack gets with how many queries.</summary>
/// <param name="Attack">Its id.</param>
/// <param name="Points">In the order of queries; the last is the attack's finding. A single point where one answer a record is all the attack asks of the target.</param>
public sealed record QueryCost(string Attack, IReadOnlyList<QueryCostPoint> Points)
{
    /// <summary>Two-sided confidence of every point's interval, each for itself.</summary>
    public const double Confidence = 1 - (2 * ErrorShares.OneSided);

    /// <summary>What a label-only attack asked, in words; null for attacks that read one answer a record.</summary>
    public string? Description { get; init; }
}

/// <param name="Queries">Queries of the target a record, those that train shadows not counted.</param>
/// <param name="Advantage">Membership advantage on all records, cross-fitted.</param>
/// <param name="Lower">Its lower confidence bound; pointwise.</param>
/// <param name="Upper">Its upper confidence bound; pointwise.</param>
/// <param name="Auc">Area under the ROC curve.</param>
public sealed record QueryCostPoint(double Queries, double Advantage, double Lower, double Upper, double Auc);
