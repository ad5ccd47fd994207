using MathNet.Numerics.Distributions;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Tests.Attacks;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly;

public class NoiseTests
{
    /// <summary>At distance d from the boundary a copy with noise of s standard deviations S keeps its label with probability Phi(d / (s S)); the score is the mean over s = .02, .04, .08, .16, .32.</summary>
    [Fact]
    [ValueOf("label-noise")]
    public void The_score_is_the_probability_that_the_label_stays_mean_over_the_strengths()
    {
        static int Rule(double[] x) => x[0] > 0 ? 1 : 0;

        // In the middle of records that reach far, so that no copy is stopped at the edge of the data.
        float[] values = [0.02f, 0.1f, -0.1f, 0.2f, .. Tables.Normals(400, seed: 20)];
        var records = Tables.Of([Tables.Floats(1, values)], Rule);
        var deviation = FeatureSpace.Of(records, []).Features[0].StandardDeviation;
        var scores = Tables.Ask("label-noise", records, new RuleClassifier(Rule, 4096), new LabelOnlyOptions { QueriesPerRecord = 5001, StableRankCorrelation = 2 }).Points[^1].Scores;
        foreach (var row in Enumerable.Range(0, 4))
        {
            var expected = new[] { 0.02, 0.04, 0.08, 0.16, 0.32 }.Average(strength => Normal.CDF(0, 1, Math.Abs(values[row]) / (strength * deviation)));
            Assert.InRange(expected, 0.6, 0.97);
            Assert.Equal(expected, scores[row], 0.01);
        }
    }
}
