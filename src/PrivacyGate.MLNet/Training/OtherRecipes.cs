using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Training;

/// <summary>The other trainers of ML.NET.</summary>
internal static class OtherRecipes
{
    private static readonly Knob GamRounds = new("NumberOfIterations", [9500, 2000, 500]);

    /// <summary>Null where no trainer is known.</summary>
    /// <param name="parameters">What was trained, below a calibrator.</param>
    /// <param name="features">The columns of the features.</param>
    public static TrainerRecipe? Of(object parameters, IReadOnlyList<string> features) => parameters switch
    {
        GamBinaryModelParameters gam => new TrainerRecipe(TrainerKinds.Library, "GamBinary", Bins(gam), [GamRounds], (ml, _, values) =>
            ml.BinaryClassification.Trainers.Gam(new GamBinaryTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features[0],
                NumberOfThreads = 1,
                NumberOfIterations = (int)values[0],
                MaximumBinCountPerFeature = MostBins(gam),
            })),
        GamRegressionModelParameters gam => new TrainerRecipe(TrainerKinds.Library, "GamRegression", Bins(gam), [GamRounds], (ml, _, values) =>
            ml.Regression.Trainers.Gam(new GamRegressionTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features[0],
                NumberOfThreads = 1,
                NumberOfIterations = (int)values[0],
                MaximumBinCountPerFeature = MostBins(gam),
            })),
        FieldAwareFactorizationMachineModelParameters machine => new TrainerRecipe(
            TrainerKinds.Library, "FieldAwareFactorizationMachine", FormattableString.Invariant($"LatentDimension {machine.LatentDimension}"), [new Knob("NumberOfIterations", [5, 1, 20, 50])], (ml, _, values) =>
            ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine(new FieldAwareFactorizationMachineTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features[0],
                ExtraFeatureColumns = [.. features.Skip(1)],
                LatentDimension = machine.LatentDimension,
                NumberOfIterations = (int)values[0],
            })),
        LdSvmModelParameters => new TrainerRecipe(TrainerKinds.Library, "LdSvm", "", [new Knob("TreeDepth", [3, 1, 5])], (ml, _, values) =>
            ml.BinaryClassification.Trainers.LdSvm(new LdSvmTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features[0],
                TreeDepth = (int)values[0],
            })),
        NaiveBayesMulticlassModelParameters => new TrainerRecipe(TrainerKinds.Library, "NaiveBayes", "", [], (ml, _, _) =>
            ml.MulticlassClassification.Trainers.NaiveBayes(TrainerRecipe.Label, features[0])),
        _ => null,
    };

    private static string Bins(GamModelParametersBase gam) => FormattableString.Invariant($"MaximumBinCountPerFeature {MostBins(gam)}");

    private static int MostBins(GamModelParametersBase gam) =>
        Enumerable.Range(0, gam.NumberOfShapeFunctions).Select(place => gam.GetBinUpperBounds(place).Count).DefaultIfEmpty(2).Max();
}
