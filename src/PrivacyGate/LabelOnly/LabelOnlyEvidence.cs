namespace PrivacyGate.LabelOnly;

/// <summary>
/// What the target's bare labels gave away, asked for everyone at once. Arrays are parallel to the records of
/// <see cref="Auditing.AuditInput"/>; membership is nowhere in here.
/// </summary>
/// <param name="Curves">For each kind of question, the scores after growing numbers of queries a record.</param>
public sealed record LabelOnlyEvidence(IReadOnlyList<QueryCurve> Curves);

/// <summary>The scores of one label-only attack as its query budget grows.</summary>
/// <param name="AttackId">Such as <c>label-boundary</c>.</param>
/// <param name="Points">In the order of queries; the last is the attack's result.</param>
public sealed record QueryCurve(string AttackId, IReadOnlyList<QueryPoint> Points);

/// <param name="QueriesPerRecord">Mean queries a record spent so far.</param>
/// <param name="Scores">One finite score a record; larger means likelier a member.</param>
public sealed record QueryPoint(double QueriesPerRecord, double[] Scores);
