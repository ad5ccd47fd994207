using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>The pairwise logistic loss of a ranking, whose gradients are those of RankNet (Burges et al. 2005): LambdaMART without the weights that a change of NDCG gives a pair.</summary>
internal sealed class RankedBoosting(ValueTargets targets) : IBoostingLoss
{
    /// <summary>Keeps a step finite in a leaf of documents that no pair tells apart.</summary>
    private const double LeastCurvature = 1e-3;

    private readonly QueryGroups queries = QueryGroups.Of(targets);

    public int Columns => 1;

    public double Floor => LossMatch.NatsFloor;

    /// <summary>Nothing follows from a score that all documents share.</summary>
    public double[] Start() => [0];

    public void Derive(double[] scores, int column, double[] gradients, double[] curvatures)
    {
        Array.Clear(gradients);
        Array.Fill(curvatures, LeastCurvature);
        foreach (var rows in queries.Rows)
        {
            foreach (var better in rows)
            {
                foreach (var other in rows)
                {
                    if (targets.Values[better] > targets.Values[other])
                    {
                        var wrong = 1 / (1 + Math.Exp(scores[better] - scores[other]));
                        var curvature = wrong * (1 - wrong);
                        gradients[better] -= wrong;
                        gradients[other] += wrong;
                        curvatures[better] += curvature;
                        curvatures[other] += curvature;
                    }
                }
            }
        }
    }

    public double Mean(double[] scores) => queries.MeanLoss(scores);
}
