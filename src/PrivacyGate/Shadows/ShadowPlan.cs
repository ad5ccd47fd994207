namespace PrivacyGate.Shadows;

/// <summary>What one shadow is trained on.</summary>
/// <param name="Index">Its place in the schedule.</param>
/// <param name="Seed">Of its training.</param>
/// <param name="AuditedRows">Rows of <see cref="ShadowPool.Audited"/>, rising.</param>
/// <param name="OtherRows">Rows of <see cref="ShadowPool.Others"/>, rising.</param>
public sealed record ShadowPlan(int Index, ulong Seed, int[] AuditedRows, int[] OtherRows)
{
    /// <summary>Records trained on. More than the rows where a model was trained elsewhere, on records that are not audited too.</summary>
    public int Count { get; init; } = AuditedRows.Length + OtherRows.Length;
}
