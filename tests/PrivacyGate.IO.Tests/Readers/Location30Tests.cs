using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>A real data set of 446 columns, three splits in one gzipped file.</summary>
public sealed class Location30Tests
{
    [SharedFact("data", "location30", "location30.csv.gz")]
    public void The_three_splits_are_read_apart()
    {
        var (members, nonMembers, reference) = (Read("member"), Read("nonmember"), Read("reference"));

        // Counted with zcat and awk.
        Assert.Equal((1200, 1200, 2610), (members.Count, nonMembers.Count, reference.Count));
        Assert.Equal([446], members.Features[0].RecordShape);
        Assert.All((float[])members.Features[0].Values, value => Assert.True(value is 0 or 1));
        Assert.Equal(30, members.Labels.Concat(nonMembers.Labels).Distinct().Count());
    }

    private static RecordBatch Read(string split)
    {
        Assert.Null(RowFilter.TryParse($"split == {split}", ScratchFolder.Somewhere, out var filter));
        var path = Repository.SharedPath("data", "location30", "location30.csv.gz");
        var reader = RecordReader.Open(new RecordSource(split, SpecFile.Resolve(path, "", ScratchFolder.Somewhere), filter));
        var plan = FeaturePlan.Match([new ModelInput("x", ElementKind.Float32, [446])], [reader], ScratchFolder.Keys(filters: ["split"]));
        return Assert.Single(reader.Read(plan, LabelMap.Create(new ClassList(30, null), null), 10_000, CancellationToken.None));
    }
}
