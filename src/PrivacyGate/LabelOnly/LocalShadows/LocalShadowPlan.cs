using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Shadows;

namespace PrivacyGate.LabelOnly.LocalShadows;

/// <summary>Which local shadows are trained, and which records each is asked about: by content, never by side.</summary>
/// <param name="Training">What the shadow is trained on.</param>
/// <param name="Records">Records among which questions look for values and starts, as they do among the audited ones.</param>
/// <param name="Trained">Whether the shadow is trained on each.</param>
/// <param name="Asked">Whether the shadow is asked about each: as many trained on as not.</param>
internal sealed record LocalShadowPlan(ShadowPlan Training, RecordBatch Records, bool[] Trained, bool[] Asked)
{
    /// <summary>Local shadows trained.</summary>
    public const int Shadows = 2;

    /// <summary>Fewer of a kind, all shadows together, teach nothing.</summary>
    private const int FewestOfAKind = 10;

    /// <summary>Of a schedule this long the first shadows have the target's size, whether it is an eighth of the records or seven eighths.</summary>
    private const int ScheduleLength = 16;

    private const ulong Purpose = 0x6C6F63616C;

    /// <summary>Empty where there is too little to learn from.</summary>
    public static LocalShadowPlan[] For(LocalShadowSource source, LabelOnlyOptions options)
    {
        var pool = source.Pool;
        if ((pool.TrainsOnAudited ? pool.Audited : pool.Others!).Count < ScheduleLength)
        {
            return [];
        }

        var own = CountedDraw.For(options.Seed, Purpose, 0).Bits();
        LocalShadowPlan[] plans = [.. ShadowSchedule.For(pool, ScheduleLength, source.TargetRecords, own).Shadows
            .Take(Shadows)
            .Select(plan => For(pool, plan, 2 * options.LocalShadowRecords))];
        var trained = plans.Sum(static plan => plan.Asked.Where((asked, row) => asked && plan.Trained[row]).Count());
        return trained < FewestOfAKind ? [] : plans;
    }

    private static LocalShadowPlan For(ShadowPool pool, ShadowPlan plan, int most)
    {
        var count = pool.TrainsOnAudited ? pool.Audited.Count : Math.Min(pool.Others!.Count, Math.Max(pool.Audited.Count, most));
        var records = pool.TrainsOnAudited ? pool.Audited
            : count == pool.Others!.Count ? pool.Others : pool.Others.Pick([.. Enumerable.Range(0, count)]);
        var trained = new bool[count];
        foreach (var row in (pool.TrainsOnAudited ? plan.AuditedRows : plan.OtherRows).Where(row => row < count))
        {
            trained[row] = true;
        }

        return new LocalShadowPlan(plan, records, trained, PosteriorRows.Balanced(records.Keys, trained, most));
    }
}
