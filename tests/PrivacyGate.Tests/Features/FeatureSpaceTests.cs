using PrivacyGate.Features;
using PrivacyGate.Samples;
using PrivacyGate.Tests.LabelOnly;

namespace PrivacyGate.Tests.Features;

public class FeatureSpaceTests
{
    [Fact]
    public void Kinds_are_read_off_the_data()
    {
        var records = Tables.Of([Tables.Mixed(400, seed: 1)], static _ => 0);
        var space = FeatureSpace.Of(records, []);
        Assert.Equal(
            [
                FeatureKind.Continuous, FeatureKind.Continuous, FeatureKind.Integer, FeatureKind.OneHot,
                FeatureKind.Binary, FeatureKind.Category, FeatureKind.Fixed,
            ],
            space.Features.Select(static feature => feature.Kind));
        Assert.Equal([3, 4, 5], space.Features[3].Cells);
        Assert.Equal(Enumerable.Range(0, 9), space.Features.SelectMany(static feature => feature.Cells));
        Assert.False(space.IsContinuous);
        Assert.False(space.IsPicture);
    }

    [Fact]
    public void Untouchable_cells_are_fixed_and_take_part_in_no_group()
    {
        var records = Tables.Of([Tables.Mixed(400, seed: 1)], static _ => 0);
        var space = FeatureSpace.Of(records, [new CellAddress("x", 0), new CellAddress("x", 4)]);
        Assert.Equal(FeatureKind.Fixed, space.Features[0].Kind);
        Assert.Equal(FeatureKind.Fixed, space.Features.Single(static feature => feature.Cells.Contains(4)).Kind);
        Assert.DoesNotContain(space.Features, static feature => feature.Kind == FeatureKind.OneHot);
    }

    [Fact]
    public void Inputs_of_one_column_each_make_one_space()
    {
        int[] classOf = [.. Enumerable.Range(0, 60).Select(static i => i % 3)];
        var records = Tables.Of(
            [
                new FeatureBlock("age", ElementKind.Int64, [1], Enumerable.Range(0, 60).Select(static i => (long)i).ToArray()),
                new FeatureBlock("town", ElementKind.Text, [1], classOf.Select(static c => new string('a', c + 1)).ToArray()),
                new FeatureBlock("is0", ElementKind.Boolean, [1], classOf.Select(static c => c == 0).ToArray()),
                new FeatureBlock("is12", ElementKind.Boolean, [1], classOf.Select(static c => c != 0).ToArray()),
                new FeatureBlock("gap", ElementKind.Float64, [1], Enumerable.Range(0, 60).Select(static i => i == 7 ? double.NaN : i / 7.0).ToArray()),
            ],
            static _ => 0);

        // Whole numbers of an integer input may be codes the model looks up: only values seen are safe.
        Assert.Equal(
            [FeatureKind.Category, FeatureKind.Category, FeatureKind.OneHot, FeatureKind.Category],
            FeatureSpace.Of(records, []).Features.Select(static feature => feature.Kind));
    }

    [Fact]
    public void A_picture_has_one_range_for_all_its_points()
    {
        float[] values = [.. Enumerable.Range(0, 3 * 4 * 4 * 5).Select(static i => (i % 16 == 0 ? 0 : i % 7) / 6f)];
        var records = Tables.Of([new FeatureBlock("x", ElementKind.Float32, [3, 4, 4], values)], static _ => 0);
        var space = FeatureSpace.Of(records, []);
        Assert.True(space.IsPicture);
        Assert.True(space.IsContinuous);
        Assert.All(space.Features, static feature => Assert.Equal((0, 1), (feature.Minimum, feature.Maximum)));
    }

    [Fact]
    public void Random_flags_are_no_group()
    {
        var records = Tables.Of([Tables.Floats(8, Tables.Flags(8 * 200, seed: 3))], static _ => 0);
        Assert.All(FeatureSpace.Of(records, []).Features, static feature => Assert.Equal(FeatureKind.Binary, feature.Kind));
    }
}
