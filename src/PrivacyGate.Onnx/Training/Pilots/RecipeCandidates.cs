using PrivacyGate.Models;

namespace PrivacyGate.Onnx.Training.Pilots;

/// <summary>Recipes to try where the one at hand does not bring shadows to the loss of the target.</summary>
internal static class RecipeCandidates
{
    private const double Factor = 4;
    private const int SmallBatch = 16;
    private const double RateOfSgd = .05;
    private const double MomentumOfSgd = .9;

    /// <param name="recipe">The one that failed.</param>
    /// <param name="isSlow">Whether it reached the loss, but only just.</param>
    /// <param name="tooFast">Whether it went past the loss, or reached it within an epoch; else it stalled above.</param>
    /// <returns>Directions, the likeliest first; the next of a direction is worth a trial only if the one before came nearer.</returns>
    public static IEnumerable<IReadOnlyList<TrainingRecipe>> Of(TrainingRecipe recipe, bool isSlow, bool tooFast)
    {
        TrainingRecipe[] faster = [Times(recipe, Factor), Times(recipe, Factor * Factor)];
        if (isSlow)
        {
            yield return faster;
            yield break;
        }

        TrainingRecipe[] slower = [Times(recipe, 1 / Factor), Times(recipe, 1 / (Factor * Factor))];
        if (tooFast)
        {
            yield return slower;
            yield break;
        }

        yield return faster;
        yield return slower;
        if (recipe.BatchSize is null or > SmallBatch)
        {
            yield return [recipe with { BatchSize = SmallBatch }];
        }

        yield return recipe.Optimizer == OptimizerKind.Sgd
            ? [recipe with { Optimizer = OptimizerKind.Adam, LearningRate = new TrainingRecipe().LearningRate, Momentum = 0, Nesterov = false }]
            : [recipe with { Optimizer = OptimizerKind.Sgd, LearningRate = RateOfSgd, Momentum = MomentumOfSgd }];
    }

    private static TrainingRecipe Times(TrainingRecipe recipe, double factor) => recipe with { LearningRate = recipe.LearningRate * factor };
}
