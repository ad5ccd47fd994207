using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;

namespace PrivacyGate.MLNetTrainers;

/// <summary>One trainer of ML.NET on a public table.</summary>
/// <param name="Group">What it is for.</param>
/// <param name="Name">The trainer.</param>
/// <param name="Table">Start of the names of the data files.</param>
/// <param name="Columns">What is read of them.</param>
/// <param name="Keys">Of the spec, beside model and records.</param>
/// <param name="Pipeline">From columns to answer.</param>
internal sealed record Trained(string Group, string Name, string Table, TextLoader.Column[] Columns, IReadOnlyDictionary<string, object> Keys, Func<MLContext, IEstimator<ITransformer>> Pipeline);

/// <summary>Every trainer of ML.NET 5.0.1 whose package is served here, with its own options but for threads and trees.</summary>
internal static class Trainers
{
    private static readonly string[] Numbers = ["Popul", "TVnews", "Age"];
    private static readonly string[] IncomeColumn = ["Income"];
    private static readonly string[] Texts = ["SelfLR", "ClinLR", "DoleLR", "Educ"];
    private static readonly string[] Header = ["Popul", "TVnews", "SelfLR", "ClinLR", "DoleLR", "Age", "Educ", "Income", "Daily", "Party"];
    private static readonly string[] Radii = ["MeanRadius", "MeanTexture", "MeanPerimeter", "MeanArea", "MeanSmoothness", "MeanCompactness", "MeanConcavity", "MeanConcavePoints", "MeanSymmetry", "MeanFractalDimension"];

    public static IReadOnlyList<Trained> All { get; } =
    [
        Income("FastTree", static c => c.Regression.Trainers.FastTree()),
        Income("FastForest", static c => c.Regression.Trainers.FastForest()),
        Income("FastTreeTweedie", static c => c.Regression.Trainers.FastTreeTweedie()),
        Income("LightGbm", static c => c.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options { NumberOfThreads = 1, Deterministic = true })),
        Income("Gam", static c => c.Regression.Trainers.Gam()),
        Income("Sdca", static c => c.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 })),
        Income("OnlineGradientDescent", static c => c.Regression.Trainers.OnlineGradientDescent()),
        Income("LbfgsPoissonRegression", static c => c.Regression.Trainers.LbfgsPoissonRegression()),

        Tumour("AveragedPerceptron", static c => c.BinaryClassification.Trainers.AveragedPerceptron()),
        Tumour("AveragedPerceptron, Platt", static c => c.BinaryClassification.Trainers.AveragedPerceptron().Append(c.BinaryClassification.Calibrators.Platt())),
        Tumour("SdcaLogisticRegression", static c => c.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 })),
        Tumour("SdcaNonCalibrated", static c => c.BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options { NumberOfThreads = 1 })),
        Tumour("SgdCalibrated", static c => c.BinaryClassification.Trainers.SgdCalibrated(new SgdCalibratedTrainer.Options { NumberOfThreads = 1 })),
        Tumour("SgdNonCalibrated", static c => c.BinaryClassification.Trainers.SgdNonCalibrated(new SgdNonCalibratedTrainer.Options { NumberOfThreads = 1 })),
        Tumour("LbfgsLogisticRegression", static c => c.BinaryClassification.Trainers.LbfgsLogisticRegression()),
        Tumour("LinearSvm", static c => c.BinaryClassification.Trainers.LinearSvm()),
        Tumour("LdSvm", static c => c.BinaryClassification.Trainers.LdSvm()),
        Tumour("FieldAwareFactorizationMachine", static c => c.BinaryClassification.Trainers.FieldAwareFactorizationMachine()),
        Tumour("FastTree", static c => c.BinaryClassification.Trainers.FastTree()),
        Tumour("FastForest", static c => c.BinaryClassification.Trainers.FastForest()),
        Tumour("FastForest, Isotonic", static c => c.BinaryClassification.Trainers.FastForest().Append(c.BinaryClassification.Calibrators.Isotonic())),
        Tumour("Gam", static c => c.BinaryClassification.Trainers.Gam()),
        Tumour("LightGbm", static c => c.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options { NumberOfThreads = 1, Deterministic = true })),
        Tumour("Prior", static c => c.BinaryClassification.Trainers.Prior()),

        Party("SdcaMaximumEntropy", static c => c.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 })),
        Party("SdcaNonCalibrated", static c => c.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options { NumberOfThreads = 1 })),
        Party("LbfgsMaximumEntropy", static c => c.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
        Party("NaiveBayes", static c => c.MulticlassClassification.Trainers.NaiveBayes()),
        Party("LightGbm", static c => c.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options { NumberOfThreads = 1, Deterministic = true, NumberOfIterations = 30 })),
        Party("LightGbm, softmax", static c => c.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options { NumberOfThreads = 1, Deterministic = true, NumberOfIterations = 30, UseSoftmax = true })),
        Party("OneVersusAll of FastTree", static c => c.MulticlassClassification.Trainers.OneVersusAll(c.BinaryClassification.Trainers.FastTree(numberOfTrees: 30))),
        Party("OneVersusAll of LinearSvm", static c => c.MulticlassClassification.Trainers.OneVersusAll(c.BinaryClassification.Trainers.LinearSvm())),
        Party("PairwiseCoupling of Lbfgs", static c => c.MulticlassClassification.Trainers.PairwiseCoupling(c.BinaryClassification.Trainers.LbfgsLogisticRegression())),

        Ranks("FastTree", static c => c.Ranking.Trainers.FastTree(new FastTreeRankingTrainer.Options { RowGroupColumnName = "Group", NumberOfThreads = 1 })),
        Ranks("LightGbm", static c => c.Ranking.Trainers.LightGbm(new LightGbmRankingTrainer.Options { RowGroupColumnName = "Group", NumberOfThreads = 1, Deterministic = true })),
        new("anomaly", "RandomizedPca", "tumour", TumourColumns, Score, static c => c.Transforms.Concatenate("Features", Radii).Append(c.AnomalyDetection.Trainers.RandomizedPca(rank: 4))),
        new("clustering", "KMeans", "tumour", TumourColumns, Score, static c => c.Transforms.Concatenate("Features", Radii).Append(c.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = 3, NumberOfThreads = 1 }))),
    ];

    private static Dictionary<string, object> Score => new() { ["task"] = "score" };

    private static TextLoader.Column[] TumourColumns => [.. Radii.Select(static (name, i) => new TextLoader.Column(name, DataKind.Single, i + 1)), new("Malignant", DataKind.Boolean, 12)];

    private static Trained Income(string name, Func<MLContext, IEstimator<ITransformer>> trainer) => new(
        "regression", name, "election", Votes(new TextLoader.Column("Income", DataKind.Single, 7)), new Dictionary<string, object> { ["task"] = "regression", ["target"] = IncomeColumn },
        c => c.Transforms.CopyColumns("Label", "Income").Append(Features(c)).Append(trainer(c)));

    private static Trained Tumour(string name, Func<MLContext, IEstimator<ITransformer>> trainer) => new(
        "binary", name, "tumour", TumourColumns, new Dictionary<string, object> { ["label"] = "Malignant" },
        c => c.Transforms.CopyColumns("Label", "Malignant").Append(c.Transforms.Concatenate("Features", Radii)).Append(c.Transforms.NormalizeMinMax("Features")).Append(trainer(c)));

    private static Trained Party(string name, Func<MLContext, IEstimator<ITransformer>> trainer) => new(
        "multi-class", name, "election", Votes(new TextLoader.Column("Party", DataKind.String, 9)), new Dictionary<string, object> { ["label"] = "Party" },
        c => c.Transforms.Conversion.MapValueToKey("Label", "Party").Append(Features(c)).Append(trainer(c)).Append(c.Transforms.Conversion.MapKeyToValue("PredictedLabel")));

    private static Trained Ranks(string name, Func<MLContext, IEstimator<ITransformer>> trainer) => new(
        "ranking", name, "election", Votes(new TextLoader.Column("Party", DataKind.String, 9)), new Dictionary<string, object> { ["label"] = "Party" },
        c => c.Transforms.Conversion.MapValueToKey("Label", "Party", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(c.Transforms.Conversion.MapValue("Label", new Dictionary<uint, float> { [1] = 0, [2] = 1, [3] = 2, [4] = 3, [5] = 4, [6] = 4, [7] = 4 }, "Label"))
            .Append(c.Transforms.Conversion.Hash("Group", "Educ", numberOfBits: 3)).Append(Features(c)).Append(trainer(c)));

    private static EstimatorChain<NormalizingTransformer> Features(MLContext c) => c.Transforms.Categorical
        .OneHotEncoding([.. Texts.Select(static name => new InputOutputColumnPair(name + "Encoded", name))])
        .Append(c.Transforms.Conversion.ConvertType("DailyNumber", "Daily", DataKind.Single))
        .Append(c.Transforms.Concatenate("Features", [.. Numbers, .. Texts.Select(static name => name + "Encoded"), "DailyNumber"]))
        .Append(c.Transforms.NormalizeMinMax("Features"));

    private static TextLoader.Column[] Votes(TextLoader.Column label) =>
    [
        .. Numbers.Select(static name => new TextLoader.Column(name, DataKind.Single, Array.IndexOf(Header, name))),
        .. Texts.Select(static name => new TextLoader.Column(name, DataKind.String, Array.IndexOf(Header, name))),
        new("Daily", DataKind.Boolean, 8),
        label,
    ];
}
