namespace PrivacyGate.Shadows;

/// <summary>Which shadow is trained on which records: a function of the records' content, the target's size and a seed, never of the sides.</summary>
/// <param name="Shadows">In the order in which they are trained.</param>
/// <param name="TargetRecords">Records the target was trained on.</param>
/// <remarks>
/// Every shadow is trained on about as many records as the target. Each audited record is IN for the same number of
/// shadows, c = round(N x size / audited), at least 2 and at most N - 2; reference records fill up only where members
/// and non-members are fewer than twice the size. Records that repeat are counted as often as they do. After any number of shadows the times a record was IN differ by at
/// most one between records, so that finished shadows of an audit cut short still make a design.
/// Bytes: 4 a record trained on, N x size x 4 in all.
/// </remarks>
public sealed record ShadowSchedule(IReadOnlyList<ShadowPlan> Shadows, int TargetRecords)
{
    /// <summary>Fewest shadows that leave each record two IN and two OUT.</summary>
    public const int FewestShadows = 4;

    /// <summary>Draws a schedule.</summary>
    /// <param name="pool">The records.</param>
    /// <param name="shadows">N, at least <see cref="FewestShadows"/>.</param>
    /// <param name="targetRecords">Records the target was trained on, at least 1.</param>
    /// <param name="seed">Changes who is dealt what, never how many.</param>
    /// <exception cref="InputException">So few records that a shadow would be trained on none (PG0036).</exception>
    public static ShadowSchedule For(ShadowPool pool, int shadows, int targetRecords, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shadows, FewestShadows);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetRecords, 1);
        var otherKeys = pool.Others?.Keys ?? [];
        var audited = NoRows(shadows);
        var others = NoRows(shadows);
        if (pool.TrainsOnAudited)
        {
            var keys = pool.Audited.Keys;
            var fillable = Math.Min(otherKeys.Length, Math.Max(0, targetRecords - (keys.Length / 2)));
            audited = Balanced(keys, shadows, targetRecords - fillable, seed);
            others = BalancedDesign.Deal(otherKeys, Array.ConvertAll(audited, rows => Math.Clamp(targetRecords - rows.Length, 0, fillable)), null, ~seed);
        }
        else
        {
            others = Balanced(otherKeys, shadows, targetRecords, seed);
        }

        if (Enumerable.Range(0, shadows).Any(index => audited[index].Length + others[index].Length == 0))
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.NoRecords,
                FormattableString.Invariant($"{audited.Sum(static rows => rows.Length) + others.Sum(static rows => rows.Length)} records cannot be dealt to {shadows} shadow models: some would be trained on none; give more {pool.Source} records")));
        }

        return new ShadowSchedule(
            [.. Enumerable.Range(0, shadows).Select(index => new ShadowPlan(index, SeedOf(index, seed), audited[index], others[index]))],
            targetRecords);
    }

    /// <summary>Each record is taken the same number of times, the one that brings shadows nearest to the wanted size. All counts are of rows: how often records repeat changes nothing.</summary>
    private static int[][] Balanced(UInt128[] keys, int shadows, int wanted, ulong seed)
    {
        var exact = keys.Length == 0 ? 0 : (double)shadows * wanted / keys.Length;
        var times = (int)Math.Clamp(Math.Round(exact, MidpointRounding.AwayFromZero), 2, shadows - 2);
        return BalancedDesign.Deal(keys, BalancedDesign.Sizes(shadows, (long)times * keys.Length), times, seed);
    }

    private static ulong SeedOf(int index, ulong seed) => Hashing.Mix(Hashing.Mix(seed) + (ulong)index);

    private static int[][] NoRows(int shadows) => [.. Enumerable.Repeat(Array.Empty<int>(), shadows)];
}

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
