using System.Globalization;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>A recipe in words.</summary>
internal static class RecipeText
{
    /// <summary>For people.</summary>
    public static string Of(TrainingGraph graph, TrainingRecipe recipe, double? wantedLoss) => string.Create(
        CultureInfo.InvariantCulture,
        $"the target's own network, {ParameterLayout.Of(graph.Parameters).Values:N0} parameters in {graph.Parameters.Count} tensors{Starts(graph)}; {Of(recipe, wantedLoss, graph.ValueLoss)}{(graph.ValueLoss is null or ValueLoss.Pairwise ? "" : $"; {ValueScale.Say(graph.End)}")}");

    /// <inheritdoc cref="Of(TrainingGraph, TrainingRecipe, double?)"/>
    public static string Of(TrainingRecipe recipe, double? wantedLoss, ValueLoss? loss = null)
    {
        var batch = recipe.BatchSize is { } size ? string.Create(CultureInfo.InvariantCulture, $", batch {size}") : "";
        var epochs = recipe.Epochs is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} epochs") : "";
        var until = wantedLoss is { } wanted ? string.Create(CultureInfo.InvariantCulture, $", until the {(loss is null or ValueLoss.Pairwise ? "loss" : "unexplained share of the variance")} is {wanted:G3}") : epochs;
        return string.Create(CultureInfo.InvariantCulture, $"{(loss is { } descended ? Words(descended) + ", " : "")}{recipe.Optimizer}, learning rate {recipe.LearningRate:G6}{Extras(recipe)}{batch}{until}");
    }

    /// <summary>Every number of it, for cache keys.</summary>
    public static string Exact(TrainingRecipe recipe) => string.Create(
        CultureInfo.InvariantCulture,
        $"{recipe.Optimizer} {recipe.LearningRate:R} {recipe.Momentum:R} {recipe.Nesterov} {recipe.Beta1:R} {recipe.Beta2:R} {recipe.Epsilon:R} {recipe.WeightDecay:R} {recipe.Schedule} {recipe.WarmupEpochs:R} {recipe.Epochs} {recipe.BatchSize}");

    private static string Starts(TrainingGraph graph)
    {
        var started = graph.Parameters.Count(static parameter => parameter.Start is not null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(started > 0 ? $", {started} of them starting from the base model" : "")}{(graph.FrozenWeights > 0 ? $", {graph.FrozenWeights} more frozen" : "")}");
    }

    private static string Words(ValueLoss loss) => loss switch
    {
        ValueLoss.AbsoluteError => "absolute error",
        ValueLoss.Huber => "Huber's loss",
        ValueLoss.Poisson => "Poisson likelihood",
        ValueLoss.Pairwise => "pairwise logistic loss within queries",
        ValueLoss.Tweedie => "Tweedie deviance of power 1.5",
        _ => "squared error",
    };

    private static string Extras(TrainingRecipe recipe)
    {
        var momentum = recipe.Optimizer == OptimizerKind.Sgd && recipe.Momentum > 0 ? string.Create(CultureInfo.InvariantCulture, $", momentum {recipe.Momentum:G6}") : "";
        var decay = recipe.WeightDecay > 0 ? string.Create(CultureInfo.InvariantCulture, $", weight decay {recipe.WeightDecay:G6}") : "";
        var schedule = recipe.Schedule == LearningRateSchedule.Cosine ? ", falling along a cosine" : "";
        return momentum + decay + schedule;
    }
}
