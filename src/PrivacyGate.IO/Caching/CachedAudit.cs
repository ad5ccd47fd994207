using PrivacyGate.Auditing;

namespace PrivacyGate.IO.Caching;

/// <summary>All of an audit that a later run needs to decide and report without attacking again.</summary>
/// <param name="Recognition">What was recognised in the model; for people.</param>
/// <param name="Queries">Records the target was asked about.</param>
/// <param name="Report">The figures.</param>
public sealed record CachedAudit(IReadOnlyList<string> Recognition, long Queries, AuditReport Report)
{
    /// <summary>Seconds the shadow models took, or null when none were trained.</summary>
    public double? ShadowSeconds { get; init; }
}
