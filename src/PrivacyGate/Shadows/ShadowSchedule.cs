namespace PrivacyGate.Shadows;

/// <summary>Which shadow is trained on which records: a function of the records' content, the target's size and a seed, never of the sides.</summary>
/// <param name="Shadows">In the order in which they are trained.</param>
/// <param name="TargetRecords">Records the target was trained on.</param>
/// <param name="Seed">What the schedule was drawn with.</param>
/// <remarks>
/// Every shadow is trained on about as many records as the target. Each audited record is IN for the same number of
/// shadows, c = round(N x size / audited), at least 2 and at most N - 2; reference records fill up only where members
/// and non-members are fewer than twice the size. After any number of shadows the times a record was IN differ by at
/// most one between records, so that finished shadows of an audit cut short still make a design.
/// Bytes: 4 a record trained on, N x size x 4 in all.
/// </remarks>
public sealed record ShadowSchedule(IReadOnlyList<ShadowPlan> Shadows, int TargetRecords, ulong Seed)
{
    /// <summary>Fewest shadows that leave each record two IN and two OUT.</summary>
    public const int FewestShadows = 4;

    /// <summary>Mean number of records a shadow is trained on.</summary>
    public double MeanRecords => Shadows.Average(static plan => (double)plan.Count);

    /// <summary>Draws a schedule.</summary>
    /// <param name="pool">The records.</param>
    /// <param name="shadows">N, at least <see cref="FewestShadows"/>.</param>
    /// <param name="targetRecords">Records the target was trained on, at least 1.</param>
    /// <param name="seed">Changes who is dealt what, never how many.</param>
    /// <exception cref="InputException">So few records that a shadow would be trained on none (PG0036).</exception>
    public static ShadowSchedule For(ShadowPool pool, int shadows, int targetRecords, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentOutOfRangeException.ThrowIfLessThan(shadows, FewestShadows);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetRecords, 1);
        UInt128[] otherKeys = pool.Others?.Keys ?? [];
        int[][] audited = NoRows(shadows);
        int[][] others = NoRows(shadows);
        if (pool.TrainsOnAudited)
        {
            int units = BalancedDesign.Units(pool.Audited.Keys).Length - 1;
            int otherUnits = BalancedDesign.Units(otherKeys).Length - 1;
            int fillable = Math.Min(otherUnits, Math.Max(0, targetRecords - (units / 2)));
            int[] sizes = BalancedSizes(shadows, targetRecords - fillable, units);
            audited = BalancedDesign.Deal(pool.Audited.Keys, sizes, seed);
            others = BalancedDesign.Deal(otherKeys, Array.ConvertAll(sizes, size => Math.Clamp(targetRecords - size, 0, fillable)), ~seed);
        }
        else
        {
            others = BalancedDesign.Deal(otherKeys, BalancedSizes(shadows, targetRecords, BalancedDesign.Units(otherKeys).Length - 1), seed);
        }

        if (Enumerable.Range(0, shadows).Any(index => audited[index].Length + others[index].Length == 0))
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.NoRecords,
                FormattableString.Invariant($"{audited.Sum(static rows => rows.Length) + others.Sum(static rows => rows.Length)} records cannot be dealt to {shadows} shadow models: some would be trained on none; give more {pool.Source} records")));
        }

        return new ShadowSchedule(
            [.. Enumerable.Range(0, shadows).Select(index => new ShadowPlan(index, SeedOf(index, seed), audited[index], others[index]))],
            targetRecords,
            seed);
    }

    /// <summary>Sizes by which each of the units is taken the same number of times.</summary>
    private static int[] BalancedSizes(int shadows, int wanted, int units)
    {
        double exact = units == 0 ? 0 : (double)shadows * wanted / units;
        int times = (int)Math.Clamp(Math.Round(exact, MidpointRounding.AwayFromZero), 2, shadows - 2);
        return BalancedDesign.Sizes(shadows, (long)times * units);
    }

    private static ulong SeedOf(int index, ulong seed) => Hashing.Mix(Hashing.Mix(seed) + (ulong)index);

    private static int[][] NoRows(int shadows) => [.. Enumerable.Repeat(Array.Empty<int>(), shadows)];
}
