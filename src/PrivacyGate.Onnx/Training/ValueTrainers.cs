using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Training.Linear;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Onnx.Training.Pilots;
using PrivacyGate.Onnx.Training.Surrogate;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training;

/// <summary>Picks what trains the shadows of a model of values, labels or reconstructions.</summary>
internal static class ValueTrainers
{
    /// <summary>Of a regression its own trees or its linear node, of a ranking its trees; a graph whose every operator can be differentiated is trained as it is; anything else is stood in for.</summary>
    public static ITrainer For(ShadowTrainerRequest request, CancellationToken cancellation)
    {
        var target = request.Target;
        string? ofTrees = null;
        var own = target.Task is not (ModelTask.Regression or ModelTask.Ranking) ? null
            : ValueTreeTrainer.For(target, request.Pilot(), request.MemberLoss, out ofTrees, cancellation)
                ?? (target.Task == ModelTask.Ranking ? null : (ITrainer?)ValueLinearTrainer.For(target, request.Pilot(), request.MemberLoss, cancellation));
        return own
            ?? Network(request, out var refusal, cancellation)
            ?? ValueSurrogateTrainer.For(target, request.Pilot(), request.MemberLoss, ofTrees ?? refusal!.Message, cancellation);
    }

    private static ITrainer? Network(ShadowTrainerRequest request, out GradientRefusal? refusal, CancellationToken cancellation)
    {
        var options = new GradientOptions
        {
            Loss = request.ValueLoss,
            TrainedFrom = request.TrainedFrom,
            RecordShapes = [.. request.Target.Inputs.Select(input => request.Records.Features.First(block => block.Input == input.Name).RecordShape)],
        };
        if (!TrainingGraphBuilder.TryBuild(request.Target, options, out var graph, out refusal))
        {
            return null;
        }

        NetworkTrainer Make(TrainingRecipe recipe) => new(request.Target, graph, recipe, recipe.Epochs is null ? request.MemberLoss : null, request.MemberLoss);
        return request.MemberLoss is null || request.Recipe.Epochs is not null
            ? Make(request.Recipe)
            : new PilotSearch(request.Records, request.Size, request.Recipe, null, (_, recipe) => Make(recipe)).Settle(cancellation);
    }
}
