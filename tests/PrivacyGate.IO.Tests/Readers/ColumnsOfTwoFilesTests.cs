using PrivacyGate.IO.Readers;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>Members and non-members must feed the model from the same columns.</summary>
public sealed class ColumnsOfTwoFilesTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,label\n1,0\n", "lacks column 2 of members.csv (members); give")]
    [InlineData("a,b,c,label\n1,2,3,0\n", "has column 3 besides those of members.csv (members); give")]
    [InlineData("a,c,label\n1,2,0\n", "lacks column 2 of members.csv (members) and has column 2 besides; give")]
    [InlineData("a,b,CANARY_Jane,CANARY_Bert,label\n1,2,0,1,0\n", "has columns 3, 4 besides")]
    public void Members_and_holdout_with_different_columns_are_refused_by_the_columns_places(string holdout, string says)
    {
        folder.Write("members.csv", "a,b,label\n1,2,0\n");
        folder.Write("holdout.csv", holdout);

        var refusal = ScratchFolder.Refused(() => Plan([Matrix(2)], ScratchFolder.Keys(), "members.csv", "holdout.csv"));

        Assert.Equal(DiagnosticIds.ColumnsDiffer, refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_in_another_order_are_the_same_columns()
    {
        folder.Write("members.csv", "a,b,label\n1,2,0\n");
        folder.Write("holdout.csv", "label,B,a\n0,2,1\n");
        var (members, holdout) = (folder.Open("members.csv"), folder.Open("holdout.csv", role: "nonMembers"));
        var plan = FeaturePlan.Match([Matrix(2)], [members, holdout], ScratchFolder.Keys());
        var labels = LabelMap.Create(new ClassList(1, null), null);

        Assert.Equal(members.Read(plan, labels, 9, default).Single().Keys, holdout.Read(plan, labels, 9, default).Single().Keys);
    }

    [Fact]
    public void A_column_only_one_file_is_filtered_by_is_no_difference()
    {
        folder.Write("members.csv", "a,split,label\n1,train,0\n");
        folder.Write("holdout.csv", "a,label\n1,0\n");

        Assert.Equal(["a"], Plan([Matrix(1)], ScratchFolder.Keys(filters: ["split"]), "members.csv", "holdout.csv").FeatureColumns);
    }

    [Fact]
    public void Named_features_forgive_columns_only_one_file_has()
    {
        folder.Write("members.csv", "a,b,label\n1,2,0\n");
        folder.Write("holdout.csv", "a,zip,label\n1,2,0\n");

        Assert.Equal(["a"], Plan([Matrix(1)], ScratchFolder.Keys(features: ["a"]), "members.csv", "holdout.csv").FeatureColumns);
    }

    private static ModelInput Matrix(int width) => new("input", ElementKind.Float32, [width]);

    private FeaturePlan Plan(IReadOnlyList<ModelInput> inputs, RecordKeys keys, params string[] files) =>
        FeaturePlan.Match(inputs, [.. files.Select((file, i) => folder.Open(file, role: i == 0 ? "members" : "nonMembers"))], keys);
}
