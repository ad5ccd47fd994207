using PrivacyGate.Samples;
using PrivacyGate.Shadows;

namespace PrivacyGate.Tests.Shadows;

public class ShadowPoolTests
{
    private static RecordBatch Records(params UInt128[] keys) =>
        new([new FeatureBlock("x", ElementKind.Float32, [1], Array.ConvertAll(keys, key => (float)(ulong)key))], new int[keys.Length], keys, null, []);

    [Theory]
    [InlineData(ShadowSources.Auditor)]
    [InlineData(ShadowSources.Reference)]
    public void Records_of_either_side_are_removed_from_the_others_and_counted(string source)
    {
        var pool = ShadowPool.Create(source, Records(1, 2, 3), Records(9, 3, 7, 1, 8, 4), equalKeys: [8]);
        Assert.Equal([4, 7, 9], pool.Others!.Keys);
        Assert.Equal([4f, 7f, 9f], (float[])pool.Others.Features[0].Values);
        Assert.Equal(3, pool.Removed);
    }

    [Fact]
    public void Nothing_left_to_train_on_is_an_error_only_where_audited_records_may_not_be_used()
    {
        Assert.Null(ShadowPool.Create(ShadowSources.Auditor, Records(1, 2), Records(1), []).Others);
        var error = Assert.Throws<InputException>(() => ShadowPool.Create(ShadowSources.Reference, Records(1, 2), Records(1, 2), []));
        Assert.Equal(DiagnosticIds.NoRecords, error.Diagnostic.Id);
        Assert.Contains("all 2 occur among members or non-members", error.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_records_are_the_audited_ones_then_the_others()
    {
        var pool = ShadowPool.Create(ShadowSources.Auditor, Records(1, 2, 3), Records(9, 7), []);
        Assert.Equal([1, 3, 9], pool.TrainingRecords(new ShadowPlan(0, 0, [0, 2], [1])).Keys);
        Assert.Equal([7], pool.TrainingRecords(new ShadowPlan(0, 0, [], [0])).Keys);
        Assert.Equal([2], pool.TrainingRecords(new ShadowPlan(0, 0, [1], [])).Keys);
    }
}
