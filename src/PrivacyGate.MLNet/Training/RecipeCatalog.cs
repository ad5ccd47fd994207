using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;
using PrivacyGate.MLNet.Reading;

namespace PrivacyGate.MLNet.Training;

/// <summary>Finds the trainer of a model by what it trained.</summary>
internal static class RecipeCatalog
{
    /// <summary>Null where ML.NET's trainer for it is not known.</summary>
    /// <param name="pipeline">The model.</param>
    /// <param name="areProbabilities">Whether its scores of several classes are probabilities.</param>
    public static TrainerRecipe? Of(Pipeline pipeline, bool areProbabilities)
    {
        string[] features = [.. pipeline.Features.Select(static column => column.Name)];
        var recipe = features.Length == 0 ? null : Of(pipeline.Parameters, features, areProbabilities);
        return recipe is null || pipeline.Calibrator is null ? recipe : WithCalibrator(recipe, pipeline.Calibrator);
    }

    private static TrainerRecipe? Of(object parameters, string[] features, bool areProbabilities)
    {
        var bare = ModelWords.Bare(parameters);
        return ModelWords.Parts(bare) is { Count: > 0 } parts ? OfClasses(bare, parts, features, areProbabilities)
            : TreeRecipes.Of(bare, features[0]) ?? LinearRecipes.Of(bare, LinearRecipes.IsCalibrated(parameters), features[0]) ?? OtherRecipes.Of(bare, features);
    }

    private static TrainerRecipe? OfClasses(object whole, IReadOnlyList<object> parts, string[] features, bool areProbabilities)
    {
        // A rare class may have small trees; all models of a trainer have one size.
        var first = parts.MaxBy(static part => TreeRecipes.SizeOf(ModelWords.Bare(part)))!;
        var isPairwise = whole is PairwiseCouplingModelParameters;
        if (!isPairwise && ModelWords.Bare(first) is LightGbmBinaryModelParameters light)
        {
            return TreeRecipes.OfClasses(light, isSoftmax: first is LightGbmBinaryModelParameters, features[0]);
        }

        return Of(first, features, areProbabilities) is not { } one ? null : one with
        {
            Name = $"{(isPairwise ? "PairwiseCoupling" : "OneVersusAll")} of {one.Name}",
            Make = (ml, seed, values) => OfBinary(ml, (dynamic)one.Make(ml, seed, values), isPairwise, areProbabilities),
        };
    }

    /// <summary>The type of the models is known when the trainer runs.</summary>
    private static IEstimator<ITransformer> OfBinary<TModel>(MLContext ml, ITrainerEstimator<BinaryPredictionTransformer<TModel>, TModel> trainer, bool isPairwise, bool areProbabilities)
        where TModel : class => isPairwise
            ? ml.MulticlassClassification.Trainers.PairwiseCoupling(trainer, TrainerRecipe.Label)
            : ml.MulticlassClassification.Trainers.OneVersusAll(trainer, TrainerRecipe.Label, useProbabilities: areProbabilities);

    private static TrainerRecipe WithCalibrator(TrainerRecipe recipe, ITransformer calibrator)
    {
        IEstimator<ITransformer> Calibrator(MLContext ml) => calibrator switch
        {
            IsotonicCalibratorTransformer => ml.BinaryClassification.Calibrators.Isotonic(TrainerRecipe.Label),
            NaiveCalibratorTransformer => ml.BinaryClassification.Calibrators.Naive(TrainerRecipe.Label),
            _ => ml.BinaryClassification.Calibrators.Platt(TrainerRecipe.Label),
        };

        return recipe with
        {
            Name = $"{recipe.Name} with a calibrator",
            Make = (ml, seed, values) => recipe.Make(ml, seed, values).Append(Calibrator(ml)),
        };
    }
}
