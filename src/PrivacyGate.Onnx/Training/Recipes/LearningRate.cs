using PrivacyGate.Models;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>The learning rate of a step.</summary>
internal static class LearningRate
{
    /// <param name="recipe">The schedule.</param>
    /// <param name="step">Number of the step, from 0.</param>
    /// <param name="stepsPerEpoch">Steps a pass over the records.</param>
    /// <param name="epochs">Passes in all.</param>
    public static double At(TrainingRecipe recipe, long step, int stepsPerEpoch, int epochs)
    {
        var epoch = step / stepsPerEpoch;
        var factor = recipe.Schedule == LearningRateSchedule.Cosine ? (1 + Math.Cos(Math.PI * epoch / epochs)) / 2 : 1;
        var warmupSteps = recipe.WarmupEpochs * stepsPerEpoch;
        return recipe.LearningRate * factor * (step + 1 < warmupSteps ? (step + 1) / warmupSteps : 1);
    }
}
