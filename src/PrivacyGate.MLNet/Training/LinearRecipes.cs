using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Training;

/// <summary>Trainers of linear models. Their file tells the weights, and not what found them.</summary>
internal static class LinearRecipes
{
    private static readonly Knob Penalty = new("L2Regularization", [1, .001, .1, 10, 100]);

    /// <summary>ML.NET's own choice first.</summary>
    private static readonly Knob SdcaPenalty = new("L2Regularization", [0, 1e-6, 1e-4, .01, 1]);

    /// <summary>Null where the parameters are not linear.</summary>
    /// <param name="parameters">What was trained, below a calibrator.</param>
    /// <param name="isCalibrated">Whether a logistic function makes probabilities of it.</param>
    /// <param name="features">The column of the features.</param>
    public static TrainerRecipe? Of(object parameters, bool isCalibrated, string features) => parameters switch
    {
        LinearBinaryModelParameters when isCalibrated => Of("LbfgsLogisticRegression", Penalty, (ml, _, l2) =>
            ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features,
                NumberOfThreads = 1,
                L2Regularization = (float)l2,
                L1Regularization = (float)Math.Min(1, l2),
            })),
        LinearBinaryModelParameters => Of("SdcaNonCalibrated", SdcaPenalty, (ml, _, l2) =>
            ml.BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features,
                NumberOfThreads = 1,
                L2Regularization = OrOwn(l2),
            })),
        PoissonRegressionModelParameters => Of("LbfgsPoissonRegression", Penalty, (ml, _, l2) =>
            ml.Regression.Trainers.LbfgsPoissonRegression(new LbfgsPoissonRegressionTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features,
                NumberOfThreads = 1,
                L2Regularization = (float)l2,
                L1Regularization = (float)Math.Min(1, l2),
            })),
        RegressionModelParameters => Of("Sdca", SdcaPenalty, (ml, _, l2) =>
            ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features,
                NumberOfThreads = 1,
                L2Regularization = OrOwn(l2),
            })),
        MaximumEntropyModelParameters => Of("LbfgsMaximumEntropy", Penalty, (ml, _, l2) =>
            ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features,
                NumberOfThreads = 1,
                L2Regularization = (float)l2,
                L1Regularization = (float)Math.Min(1, l2),
            })),
        LinearMulticlassModelParameters => Of("SdcaNonCalibrated", SdcaPenalty, (ml, _, l2) =>
            ml.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options
            {
                LabelColumnName = TrainerRecipe.Label,
                FeatureColumnName = features,
                NumberOfThreads = 1,
                L2Regularization = OrOwn(l2),
            })),
        _ => null,
    };

    /// <summary>Whether a logistic function makes probabilities of a model's score.</summary>
    public static bool IsCalibrated(object parameters) => parameters is CalibratedModelParametersBase;

    private static float? OrOwn(double l2) => l2 == 0 ? null : (float)l2;

    private static TrainerRecipe Of(string name, Knob knob, Func<MLContext, int, double, IEstimator<ITransformer>> make) =>
        new(TrainerKinds.Linear, name, "", [knob], (ml, seed, values) => make(ml, seed, values[0]));
}
