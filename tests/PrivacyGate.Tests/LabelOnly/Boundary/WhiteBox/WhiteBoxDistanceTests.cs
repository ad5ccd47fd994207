using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly.Boundary.WhiteBox;

/// <summary>Distances found by gradients, where geometry or the search by labels says what they should be.</summary>
public class WhiteBoxDistanceTests
{
    private static readonly double[] Plane = [3, -1, 0.5, 2, 0, 1, -2, 0.25, 1, 1];
    private static readonly LabelOnlyOptions Few = new() { QueriesPerRecord = 50, StableRankCorrelation = 2, DegreeOfParallelism = 2 };

    [Theory]
    [InlineData(BoundaryNorm.Euclidean)]
    [InlineData(BoundaryNorm.Largest)]
    public void The_distance_to_a_plane_is_that_of_geometry_within_a_percent(BoundaryNorm norm)
    {
        using var model = new SmallNetwork(Plane, -0.7);
        var block = Tables.Floats(10, Wide(10 * 300, seed: 5));
        var records = Tables.Of([block], model.ClassOf);
        var curve = Tables.AskWhiteBox(records, model, Few with { Norm = norm }, FeatureSpace.Uniform(block, []));
        var length = norm == BoundaryNorm.Largest ? Plane.Sum(Math.Abs) : Math.Sqrt(Plane.Sum(static weight => weight * weight));
        for (var row = 0; row < 300; row++)
        {
            var side = RuleClassifier.Numbers(records, row).Zip(Plane, static (value, weight) => value * weight).Sum() - 0.7;
            Assert.InRange(curve.Points[^1].Scores[row] / (Math.Abs(side) / length), 0.999, 1.01);
        }
    }

    [Theory]
    [InlineData(BoundaryNorm.Euclidean, 100)]
    [InlineData(BoundaryNorm.Euclidean, 400)]
    [InlineData(BoundaryNorm.Largest, 100)]
    [InlineData(BoundaryNorm.Largest, 400)]
    public void Boundaries_that_bend_are_met_no_farther_than_by_labels_alone(BoundaryNorm norm, int budget)
    {
        using var model = new SmallNetwork([12, 30, 30, 5], seed: 3, scale: 1, batchSize: 64);
        var block = Tables.Floats(12, Tables.Normals(12 * 200, seed: 4));
        var records = Tables.Of([block], model.ClassOf);
        var options = Few with { QueriesPerRecord = budget, Norm = norm };
        var black = Tables.Ask("label-boundary", records, model, options, FeatureSpace.Uniform(block, [])).Points[^1].Scores;
        var white = Tables.AskWhiteBox(records, model, options, FeatureSpace.Uniform(block, [])).Points[^1].Scores;
        double[] ratios = [.. white.Zip(black, static (one, other) => one / other).Order()];
        Assert.True(ratios[100] < 1, $"median {ratios[100]}");
        Assert.True(ratios[190] < 1.05, $"of 95 in 100 {ratios[190]}");
        Assert.True(ratios[^1] < 1.3, $"worst {ratios[^1]}");
    }

    [Fact]
    public void Without_a_slope_the_search_by_labels_takes_over()
    {
        static int Rule(double[] x) => x[0] + x[1] > 0.3 ? 1 : 0;
        var block = Tables.Floats(4, Tables.Normals(4 * 100, seed: 6));
        var records = Tables.Of([block], Rule);
        var options = Few with { QueriesPerRecord = 800 };
        var curve = LabelOnlyCollector.Collect(
            new LabelOnlyRequest(["label-boundary"], records, new RuleClassifier(Rule, 64), FeatureSpace.Uniform(block, []), options) { Gradients = new Flat(2) }).Curves.Single();
        double[] ratios = [.. Enumerable.Range(0, 100).Select(row => curve.Points[^1].Scores[row] / (Math.Abs(RuleClassifier.Numbers(records, row)[..2].Sum() - 0.3) / Math.Sqrt(2))).Order()];
        Assert.InRange(ratios[50], 0.999, 1.05);
    }

    [Fact]
    public void The_fewest_flags_of_a_linear_model_are_found_at_a_tenth_of_the_queries()
    {
        // Class 1 when more than 7.5 of the first fifteen flags are set; the other 25 are idle.
        using var model = new SmallNetwork([.. Enumerable.Range(0, 40).Select(static i => i < 15 ? 1.0 : 0)], -7.5, 64);
        var records = Tables.Of([Tables.Floats(40, Tables.Flags(40 * 300, seed: 7))], model.ClassOf);
        var curve = Tables.AskWhiteBox(records, model, Few with { QueriesPerRecord = 30 });
        for (var row = 0; row < 300; row++)
        {
            var set = RuleClassifier.Numbers(records, row).Take(15).Sum();
            var fewest = set >= 8 ? set - 7 : 8 - set;

            // The last flag counts by the share that was needed: one half, whichever flag it is.
            Assert.Equal(fewest + 0.5, curve.Points[^1].Scores[row], 1e-3);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Where_gradients_lead_nowhere_a_record_of_another_class_does(int seed)
    {
        using var model = new SmallNetwork([9, 16, 3], seed, scale: 2, batchSize: 64, Tables.MixedUnits);
        var records = Tables.Of([Tables.Mixed(200, seed: 8)], model.ClassOf);
        foreach (var gradients in (IInputGradients[])[model, new Flat(3)])
        {
            var curve = LabelOnlyCollector.Collect(
                new LabelOnlyRequest(["label-boundary"], records, model, FeatureSpace.Of(records, []), Few) { Gradients = gradients }).Curves.Single();

            // Seven features may change; a record for which nothing is found scores 9.
            Assert.All(curve.Points[^1].Scores, static score => Assert.InRange(score, 1e-12, 8));
        }
    }

    /// <summary>Gradients of 0 everywhere.</summary>
    private sealed class Flat(int classes) : IInputGradients
    {
        public int ClassCount => classes;

        public int PreferredBatchSize => 64;

        public void Ask(RecordBatch batch, ReadOnlySpan<int> classes, Span<float> gradients, Span<double> scores, CancellationToken cancellation)
        {
            gradients.Clear();
            scores.Clear();
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Normal numbers whose range is wide enough for every record's nearest point.</summary>
    private static float[] Wide(int count, int seed)
    {
        var values = Tables.Normals(count, seed);
        (values[0], values[1]) = (-50, 50);
        return values;
    }
}
