using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Tests.Attacks;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly.Boundary;

/// <summary>Distances of models whose boundary is known.</summary>
public class BoundaryTests
{
    private const string Boundary = "label-boundary";
    private static readonly double[] Weights = [3, -1, 0.5, 2, 0, 1, -2, 0.25, 1, 1];
    private static readonly LabelOnlyOptions Many = new() { QueriesPerRecord = 3000, StableRankCorrelation = 2, DegreeOfParallelism = 2 };

    private static double Side(double[] x) => x.Zip(Weights, static (value, weight) => value * weight).Sum() - 0.7;

    private static int Rule(double[] x) => Side(x) > 0 ? 1 : 0;

    [Theory]
    [InlineData(BoundaryNorm.Euclidean)]
    [InlineData(BoundaryNorm.Largest)]
    [ValueOf("label-boundary")]
    public void The_distance_to_a_plane_is_that_of_geometry(BoundaryNorm norm)
    {
        var block = Tables.Floats(10, Tables.Normals(10 * 300, seed: 5));
        var records = Tables.Of([block], Rule);
        var curve = Tables.Ask(Boundary, records, new RuleClassifier(Rule, 64), Many with { Norm = norm }, FeatureSpace.Uniform(block, []));
        var length = norm == BoundaryNorm.Largest ? Weights.Sum(Math.Abs) : Math.Sqrt(Weights.Sum(static weight => weight * weight));
        double[] ratios = [.. Enumerable.Range(0, 300).Select(row => curve.Points[^1].Scores[row] / (Math.Abs(Side(RuleClassifier.Numbers(records, row))) / length))];

        // No change shorter than the distance crosses the plane; rounding may seem to.
        Assert.All(ratios, static ratio => Assert.InRange(ratio, 0.995, 2));
        Assert.InRange(ratios.Order().ElementAt(150), 0.995, 1.05);
    }

    [Fact]
    public void Distances_in_a_table_are_in_standard_deviations()
    {
        var values = Tables.Normals(2 * 400, seed: 6);
        for (var i = 0; i < values.Length; i += 2)
        {
            values[i] *= 1000;
        }

        static int Wide(double[] x) => x[0] > 100 ? 1 : 0;
        var records = Tables.Of([Tables.Floats(2, values)], Wide);
        var curve = Tables.Ask(Boundary, records, new RuleClassifier(Wide, 64), Many with { QueriesPerRecord = 800 });
        double[] ratios = [.. Enumerable.Range(0, 400).Select(row => curve.Points[^1].Scores[row] * 1000 / Math.Abs(values[2 * row] - 100))];
        Assert.InRange(ratios.Order().ElementAt(200), 0.9, 1.1);
    }

    [Fact]
    public void The_fewest_flags_are_found()
    {
        // 1 when at least eight of the first fifteen flags are set; the other 25 are idle.
        static int Most(double[] x) => x.Take(15).Sum() >= 8 ? 1 : 0;
        var records = Tables.Of([Tables.Floats(40, Tables.Flags(40 * 300, seed: 7))], Most);
        var curve = Tables.Ask(Boundary, records, new RuleClassifier(Most, 64), Many);
        var exact = 0;
        for (var row = 0; row < 300; row++)
        {
            var set = RuleClassifier.Numbers(records, row).Take(15).Sum();
            var fewest = set >= 8 ? set - 7 : 8 - set;

            // The share of nearby exchanges that keep the label, at most 1, stands behind the count.
            Assert.InRange(curve.Points[^1].Scores[row], fewest, fewest + 3);
            exact += curve.Points[^1].Scores[row] <= fewest + 1 ? 1 : 0;
        }

        Assert.True(exact >= 290, $"{exact} of 300 exact");
    }

    [Fact]
    public void Numbers_go_no_further_than_they_must()
    {
        // The label turns on a number alone, among flags that do not matter.
        static int Half(double[] x) => x[0] > 0.5 ? 1 : 0;
        var random = new Random(8);
        float[] values = [.. Enumerable.Range(0, 300 * 6).Select(i => i % 6 == 0 ? (float)random.NextDouble() : random.Next(2))];
        var records = Tables.Of([Tables.Floats(6, values)], Half);
        var curve = Tables.Ask(Boundary, records, new RuleClassifier(Half, 64), Many with { QueriesPerRecord = 500 });
        double[] excess = [.. Enumerable.Range(0, 300).Select(row => curve.Points[^1].Scores[row] - Math.Abs(values[6 * row] - 0.5))];

        // Between 0 and 1 comes from nearby answers.
        Assert.All(excess, static more => Assert.InRange(more, -0.01, 1.2));
    }

    [Fact]
    public void A_record_the_model_gets_wrong_has_distance_zero_and_costs_one_query()
    {
        var block = Tables.Floats(10, Tables.Normals(10 * 50, seed: 9));
        var right = Tables.Of([block], Rule);
        var records = right with { Labels = [.. right.Labels.Select(static (label, i) => i % 2 == 0 ? label : 1 - label)] };
        var asked = 0;
        var model = new RuleClassifier(Rule) { Before = (batch, _) => Interlocked.Add(ref asked, batch.Count) };
        var curve = Tables.Ask(Boundary, records, model, Many with { QueriesPerRecord = 100 });
        Assert.All(curve.Points, static point => Assert.All(point.Scores.Where(static (_, i) => i % 2 == 1), static score => Assert.Equal(0, score)));
        Assert.All(curve.Points, static point => Assert.All(point.Scores.Where(static (_, i) => i % 2 == 0), static score => Assert.True(score > 0)));
        Assert.InRange(asked, 25 + 25, (25 * 100) + 25);
    }

    [Fact]
    public void Untouchable_features_can_put_the_boundary_out_of_reach()
    {
        static int First(double[] x) => x[0] > 0 ? 1 : 0;
        var records = Tables.Of([Tables.Floats(3, Tables.Normals(3 * 60, seed: 10))], First);
        var curve = Tables.Ask(Boundary, records, new RuleClassifier(First), Many with { QueriesPerRecord = 60 }, FeatureSpace.Of(records, [new CellAddress("x", 0)]));
        Assert.Single(curve.Points[^1].Scores.Distinct());
        Assert.All(curve.Points[^1].Scores, static score => Assert.True(score > 1 && double.IsFinite(score)));
    }
}
