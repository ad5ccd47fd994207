using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Training.Linear;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Onnx.Training.Pilots;
using PrivacyGate.Onnx.Training.Surrogate;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training;

/// <summary>Picks what trains the shadows of a model: its own kind wherever that can be done.</summary>
public static class ShadowTrainers
{
    /// <summary>Trees and linear nodes are grown and fitted anew in the target's own graph; a graph whose every operator can be differentiated is trained as it is; anything else is stood in for, and the description says so.</summary>
    /// <exception cref="ArgumentException">The model's task has no loss, see <see cref="HasLoss"/>.</exception>
    /// <exception cref="InputException">The model does not run with these records (PG0027).</exception>
    public static ITrainer For(ShadowTrainerRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!HasLoss(request.Target.Task))
        {
            throw new ArgumentException("A score has no target that a model could be trained to.", nameof(request));
        }

        if (request.Target.Task != ModelTask.Classification)
        {
            return ValueTrainers.For(request, cancellation);
        }

        if (request.Target.ScoreKind == ScoreKind.LabelOnly)
        {
            return Surrogate(request, "the model answers labels alone, and so would models of its own kind", cancellation);
        }

        BoostingShape? shape = null;
        ITrainer Make(double temperature, TrainingRecipe recipe)
        {
            var trainer = Of(request, temperature, recipe, shape, cancellation);
            shape ??= (trainer as TreeTrainer)?.Shape;
            return trainer;
        }

        return request.Fit is { } fit ? new PilotSearch(request.Records, request.Size, request.Recipe, fit, Make).Settle(cancellation) : Make(1, request.Recipe);
    }

    /// <summary>Whether models of a task can be trained here: a bare score belongs to no target, so that only its owner knows how to train it.</summary>
    public static bool HasLoss(ModelTask task) => task != ModelTask.Score;

    private static ITrainer Of(ShadowTrainerRequest request, double temperature, TrainingRecipe recipe, BoostingShape? shape, CancellationToken cancellation)
    {
        var own = request with { MemberLoss = request.Fit?.MemberLoss(temperature) ?? request.MemberLoss, Recipe = recipe };
        return TreeTrainer.For(own.Target, own.Pilot(), own.MemberLoss, temperature, shape, out var ofTrees, cancellation)
            ?? LinearTrainer.For(own.Target, own.Pilot(), own.MemberLoss, cancellation)
            ?? Network(own, temperature, out var refusal)
            ?? (ITrainer)Surrogate(own, ofTrees ?? refusal!.Message, cancellation);
    }

    private static SurrogateTrainer Surrogate(ShadowTrainerRequest request, string reason, CancellationToken cancellation) =>
        SurrogateTrainer.For(request.Target, request.Pilot(), request.MemberLoss, reason, request.Networks, cancellation);

    private static NetworkTrainer? Network(ShadowTrainerRequest request, double temperature, out GradientRefusal? refusal)
    {
        var options = new GradientOptions
        {
            Temperature = temperature,
            TrainedFrom = request.TrainedFrom,
            RecordShapes = [.. request.Target.Inputs.Select(input => request.Records.Features.First(block => block.Input == input.Name).RecordShape)],
        };
        return TrainingGraphBuilder.TryBuild(request.Target, options, out var graph, out refusal)
            ? new NetworkTrainer(request.Target, graph, request.Recipe, request.Recipe.Epochs is null ? request.MemberLoss : null, request.MemberLoss)
            : null;
    }
}
