using PrivacyGate.Samples;
using PrivacyGate.Shadows;

namespace PrivacyGate.Tests.Shadows;

public class ShadowScheduleTests
{
    private static UInt128[] Keys(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64())).Order()];
    }

    private static RecordBatch Records(UInt128[] keys) => new([], new int[keys.Length], keys, null, []);

    private static ShadowPool Pool(int audited, int others = 0, string source = ShadowSources.Auditor) =>
        ShadowPool.Create(source, Records(Keys(audited, 1)), others == 0 ? null : Records(Keys(others, 2)), []);

    private static UInt128[] Repeated(UInt128[] keys, int count, int seed)
    {
        var random = new Random(seed);
        return [.. keys, .. Enumerable.Range(0, count - keys.Length).Select(_ => keys[random.Next(keys.Length)])];
    }

    private static int[] TimesIn(ShadowSchedule schedule, int count, int? prefix = null)
    {
        var times = new int[count];
        foreach (var row in schedule.Shadows.Take(prefix ?? schedule.Shadows.Count).SelectMany(plan => plan.AuditedRows))
        {
            times[row]++;
        }

        return times;
    }

    /// <summary>Members, non-members, reference, shadows; then times each audited record is IN, as section 7 of the method counts them.</summary>
    [Theory]
    [InlineData(1200, 1200, 0, 16, 8)]
    [InlineData(1200, 1200, 3000, 16, 8)]
    [InlineData(1000, 1400, 3000, 16, 7)] // 16 x 1000 / 2400 = 6.67
    [InlineData(1200, 300, 3000, 16, 8)] // Reference fills up.
    [InlineData(1200, 300, 0, 16, 13)] // 16 x 1200 / 1500 = 12.8: nothing to fill up with.
    [InlineData(1200, 10, 0, 16, 14)] // Not more than N - 2.
    [InlineData(10, 1200, 0, 16, 2)] // Not fewer than 2.
    [InlineData(37, 38, 0, 4, 2)]
    public void Every_audited_record_is_trained_on_by_the_same_number_of_shadows(int members, int nonMembers, int reference, int shadows, int times)
    {
        var schedule = ShadowSchedule.For(Pool(members + nonMembers, reference), shadows, members, seed: 1);
        Assert.Equal(shadows, schedule.Shadows.Count);
        Assert.All(TimesIn(schedule, members + nonMembers), actual => Assert.Equal(times, actual));
        int[] sizes = [.. schedule.Shadows.Select(plan => plan.AuditedRows.Length)];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        Assert.All(schedule.Shadows, plan => Assert.Equal(plan.AuditedRows.Order().Distinct(), plan.AuditedRows));
    }

    [Theory]
    [InlineData(16, 1200)]
    [InlineData(16, 700)]
    [InlineData(7, 1100)]
    public void After_any_number_of_shadows_records_differ_by_at_most_one_training(int shadows, int target)
    {
        var schedule = ShadowSchedule.For(Pool(2400), shadows, target, seed: 3);
        for (var prefix = 1; prefix <= shadows; prefix++)
        {
            var times = TimesIn(schedule, 2400, prefix);
            Assert.InRange(times.Max() - times.Min(), 0, 1);
        }
    }

    [Fact]
    public void Halves_come_in_complementary_pairs_and_no_pair_repeats_another()
    {
        var schedule = ShadowSchedule.For(Pool(2001), 16, 1000, seed: 3);
        for (var pair = 0; pair < 8; pair++)
        {
            Assert.All(TimesIn(schedule, 2001, (2 * pair) + 2), times => Assert.Equal(pair + 1, times));
        }

        // Two independent halves of 2,001 share 500 records on average, with a standard deviation of 11.
        var first = schedule.Shadows[0].AuditedRows;
        Assert.All(schedule.Shadows.Skip(2), plan => Assert.InRange(plan.AuditedRows.Intersect(first).Count(), 430, 570));
    }

    [Theory]
    [InlineData(1200, 300, 3000, 1200)]
    [InlineData(1200, 300, 200, 1200)] // 200 to fill up with: the rest comes from training audited records more often.
    [InlineData(500, 500, 100, 500)]
    public void Shadows_are_as_large_as_the_target_and_reference_only_fills_up(int members, int nonMembers, int reference, int size)
    {
        var audited = members + nonMembers;
        var schedule = ShadowSchedule.For(Pool(audited, reference), 16, members, seed: 5);
        Assert.InRange(schedule.Shadows.Average(plan => plan.Count) / size, 0.97, 1.03);
        Assert.Equal(audited < 2 * members, schedule.Shadows.Any(plan => plan.OtherRows.Length > 0));
        Assert.All(schedule.Shadows, plan => Assert.InRange(plan.OtherRows.Length, 0, Math.Min(reference, members)));
    }

    [Fact]
    public void A_shadow_of_other_records_is_trained_on_no_audited_one()
    {
        var schedule = ShadowSchedule.For(Pool(2400, 2500, ShadowSources.Reference), 16, 1200, seed: 5);
        Assert.All(schedule.Shadows, plan => Assert.Empty(plan.AuditedRows));
        Assert.All(schedule.Shadows, plan => Assert.InRange(plan.OtherRows.Length, 1250, 1250));
        Assert.Equal(8, schedule.Shadows.Count(plan => plan.OtherRows.Contains(17)));
    }

    [Fact]
    public void Equal_records_go_together()
    {
        UInt128[] keys = [1, 2, 2, 2, 3, 4, 4, 5, 6, 7, 8];
        var schedule = ShadowSchedule.For(ShadowPool.Create(ShadowSources.Auditor, Records(keys), null, []), 4, 5, seed: 1);
        Assert.All(schedule.Shadows, plan =>
        {
            Assert.Contains(plan.AuditedRows.Count(row => row is 1 or 2 or 3), new[] { 0, 3 });
            Assert.Contains(plan.AuditedRows.Count(row => row is 5 or 6), new[] { 0, 2 });
        });
    }

    /// <summary>Members, of them different ones, non-members, reference records, then the times a record is IN of 16 shadows. Repeats are drawn with replacement, as in oversampling.</summary>
    [Theory]
    [InlineData(1200, 1200, 1200, 0, 8)]
    [InlineData(1200, 800, 1200, 0, 8)] // Counted in different records each would be IN of 10 and shadows a quarter too large.
    [InlineData(1200, 300, 1200, 0, 8)]
    [InlineData(3000, 200, 3000, 0, 8)]
    [InlineData(1200, 600, 400, 0, 12)]
    [InlineData(1200, 600, 300, 3000, 8)]
    [InlineData(1200, 60, 1200, 0, 8)] // Some 20 copies of each.
    public void Records_that_repeat_change_neither_sizes_nor_times(int members, int different, int nonMembers, int reference, int times)
    {
        UInt128[] audited = [.. Repeated(Keys(different, 1), members, 4), .. Keys(nonMembers, 2)];
        var others = Keys(reference, 3);
        var pool = ShadowPool.Create(ShadowSources.Auditor, Records([.. audited.Order()]), reference == 0 ? null : Records(others), []);

        var schedule = ShadowSchedule.For(pool, 16, members, seed: 7);

        Assert.All(TimesIn(schedule, audited.Length), actual => Assert.Equal(times, actual));
        Assert.All(schedule.Shadows, plan => Assert.InRange((double)plan.Count / members, .98, 1.02));
    }

    [Fact]
    public void Reference_records_that_repeat_are_dealt_by_rows_too()
    {
        UInt128[] reference = [.. Repeated(Keys(500, 2), 2400, 5).Order()];
        var pool = ShadowPool.Create(ShadowSources.Reference, Records(Keys(300, 1)), Records(reference), []);

        var schedule = ShadowSchedule.For(pool, 16, 1200, seed: 7);

        Assert.All(schedule.Shadows, plan => Assert.InRange(plan.OtherRows.Length / 1200.0, .98, 1.02));
        Assert.All(Enumerable.Range(0, 2400), row => Assert.Equal(8, schedule.Shadows.Count(plan => plan.OtherRows.Contains(row))));
    }

    [Fact]
    public void After_any_number_of_shadows_records_that_repeat_differ_by_at_most_one_training_more()
    {
        UInt128[] keys = [.. Repeated(Keys(300, 1), 1200, 4), .. Keys(1200, 2)];
        var schedule = ShadowSchedule.For(ShadowPool.Create(ShadowSources.Auditor, Records([.. keys.Order()]), null, []), 16, 1200, seed: 3);
        for (var prefix = 1; prefix <= 16; prefix++)
        {
            var times = TimesIn(schedule, keys.Length, prefix);
            Assert.InRange(times.Max() - times.Min(), 0, prefix == 16 ? 0 : 2);
        }
    }

    /// <summary>Half of all rows are one record: no shadow can be as large as the target, but each record is IN and OUT of as many as any.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(1500)]
    [InlineData(400)]
    public void A_record_that_repeats_beyond_all_measure_is_in_and_out_like_any_other(int copies)
    {
        UInt128[] keys = [.. Enumerable.Repeat((UInt128)5, copies), .. Keys(1000, 2)];
        var schedule = ShadowSchedule.For(ShadowPool.Create(ShadowSources.Auditor, Records([.. keys.Order()]), null, []), 16, (copies + 1000) / 2, seed: 3);

        Assert.All(TimesIn(schedule, keys.Length), times => Assert.Equal(8, times));
    }

    [Fact]
    public void A_schedule_follows_from_content_size_and_seed_alone()
    {
        static string Text(ShadowSchedule schedule) => string.Join('|', schedule.Shadows.Select(plan => $"{plan.Seed}:{string.Join(',', plan.AuditedRows)}"));
        var one = Text(ShadowSchedule.For(Pool(300), 8, 150, seed: 1));
        Assert.Equal(one, Text(ShadowSchedule.For(Pool(300), 8, 150, seed: 1)));
        Assert.NotEqual(one, Text(ShadowSchedule.For(Pool(300), 8, 150, seed: 2)));

        Assert.Equal(16, ShadowSchedule.For(Pool(300), 16, 150, seed: 1).Shadows.Select(plan => plan.Seed).Distinct().Count());
    }

    [Theory]
    [InlineData(3, 100)]
    [InlineData(16, 0)]
    public void Too_few_shadows_or_records_are_refused(int shadows, int target) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShadowSchedule.For(Pool(100), shadows, target, 1));
}
