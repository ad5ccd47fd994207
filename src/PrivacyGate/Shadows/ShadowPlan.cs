namespace PrivacyGate.Shadows;

/// <summary>What one shadow is trained on.</summary>
/// <param name="Index">Its place in the schedule.</param>
/// <param name="Seed">Of its training.</param>
/// <param name="AuditedRows">Rows of <see cref="ShadowPool.Audited"/>, rising.</param>
/// <param name="OtherRows">Rows of <see cref="ShadowPool.Others"/>, rising.</param>
public sealed record ShadowPlan(int Index, ulong Seed, int[] AuditedRows, int[] OtherRows)
{
    /// <summary>Records trained on.</summary>
    public int Count => AuditedRows.Length + OtherRows.Length;
}
