using PrivacyGate.IO.Spec;
using PrivacyGate.Models;

namespace PrivacyGate.Run.Training;

/// <summary>What a spec says of training, in the words of the trainer.</summary>
internal static class Recipe
{
    private const double RateOfSgd = 0.01;
    private const double MomentumOfSgd = 0.9;

    public static TrainingRecipe Of(TrainingSpec training)
    {
        var silent = new TrainingRecipe();
        var optimizer = training.Optimizer?.Value switch
        {
            null or "adam" => OptimizerKind.Adam,
            "adamw" => OptimizerKind.AdamW,
            "sgd" => OptimizerKind.Sgd,
            var other => throw new ArgumentOutOfRangeException(nameof(training), other, "no such optimizer"),
        };
        return silent with
        {
            Epochs = (int?)training.Epochs?.Value,
            BatchSize = (int?)training.BatchSize?.Value,
            Optimizer = optimizer,
            LearningRate = training.LearningRate?.Value ?? (optimizer == OptimizerKind.Sgd ? RateOfSgd : silent.LearningRate),
            Momentum = training.Momentum?.Value ?? (optimizer == OptimizerKind.Sgd ? MomentumOfSgd : 0),
            WeightDecay = training.WeightDecay?.Value ?? 0,
            Schedule = training.Schedule?.Value == "cosine" ? LearningRateSchedule.Cosine : LearningRateSchedule.Constant,
            WarmupEpochs = training.WarmupEpochs?.Value ?? 0,
        };
    }
}
