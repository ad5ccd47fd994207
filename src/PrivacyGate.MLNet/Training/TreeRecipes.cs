using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Training;

/// <summary>Trainers of trees. The file tells how many trees there are and how many leaves the largest has; it tells neither the learning rate nor how few records a leaf may have.</summary>
internal static class TreeRecipes
{
    private static readonly Knob FastLeast = new("MinimumExampleCountPerLeaf", [10, 1, 3, 30, 100]);
    private static readonly Knob LightLeast = FastLeast with { Values = [20, 1, 5, 10, 50] };
    private static readonly Knob FastRate = new("LearningRate", [.2, .1, .05, .4]);
    private static readonly Knob LightRate = FastRate with { Values = [.1, .05, .2, .4] };

    /// <summary>Null where the parameters are no trees.</summary>
    /// <param name="parameters">What was trained.</param>
    /// <param name="features">The column of the features.</param>
    public static TrainerRecipe? Of(object parameters, string features) => Size.Of(parameters) is not { } size ? null : parameters switch
    {
        FastTreeBinaryModelParameters => Boosted("FastTreeBinary", size, (ml, seed, least, rate) =>
            ml.BinaryClassification.Trainers.FastTree(Fast<FastTreeBinaryTrainer.Options>(size, features, seed, least, rate))),
        FastTreeRegressionModelParameters => Boosted("FastTreeRegression", size, (ml, seed, least, rate) =>
            ml.Regression.Trainers.FastTree(Fast<FastTreeRegressionTrainer.Options>(size, features, seed, least, rate))),
        FastTreeTweedieModelParameters => Boosted("FastTreeTweedie", size, (ml, seed, least, rate) =>
            ml.Regression.Trainers.FastTreeTweedie(Fast<FastTreeTweedieTrainer.Options>(size, features, seed, least, rate))),
        FastTreeRankingModelParameters => Boosted("FastTreeRanking", size, (ml, seed, least, rate) =>
        {
            var options = Fast<FastTreeRankingTrainer.Options>(size, features, seed, least, rate);
            options.RowGroupColumnName = TrainerRecipe.Group;
            return ml.Ranking.Trainers.FastTree(options);
        }),
        FastForestBinaryModelParameters => Forest("FastForestBinary", size, (ml, seed, least) =>
            ml.BinaryClassification.Trainers.FastForest(Grown<FastForestBinaryTrainer.Options>(size, features, seed, least))),
        FastForestRegressionModelParameters => Forest("FastForestRegression", size, (ml, seed, least) =>
            ml.Regression.Trainers.FastForest(Grown<FastForestRegressionTrainer.Options>(size, features, seed, least))),
        LightGbmBinaryModelParameters => Light("LightGbmBinary", size, (ml, seed, least, rate) => ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            LabelColumnName = TrainerRecipe.Label,
            FeatureColumnName = features,
            Seed = seed,
            NumberOfThreads = 1,
            Deterministic = true,
            Silent = true,
            NumberOfIterations = size.Trees,
            NumberOfLeaves = size.Leaves,
            MinimumExampleCountPerLeaf = least,
            LearningRate = rate,
        })),
        LightGbmRegressionModelParameters => Light("LightGbmRegression", size, (ml, seed, least, rate) => ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            LabelColumnName = TrainerRecipe.Label,
            FeatureColumnName = features,
            Seed = seed,
            NumberOfThreads = 1,
            Deterministic = true,
            Silent = true,
            NumberOfIterations = size.Trees,
            NumberOfLeaves = size.Leaves,
            MinimumExampleCountPerLeaf = least,
            LearningRate = rate,
        })),
        LightGbmRankingModelParameters => Light("LightGbmRanking", size, (ml, seed, least, rate) => ml.Ranking.Trainers.LightGbm(new LightGbmRankingTrainer.Options
        {
            LabelColumnName = TrainerRecipe.Label,
            FeatureColumnName = features,
            RowGroupColumnName = TrainerRecipe.Group,
            Seed = seed,
            NumberOfThreads = 1,
            Deterministic = true,
            Silent = true,
            NumberOfIterations = size.Trees,
            NumberOfLeaves = size.Leaves,
            MinimumExampleCountPerLeaf = least,
            LearningRate = rate,
        })),
        _ => null,
    };

    /// <summary>Trees and their most leaves, to compare models of one kind by; 0 of what is no trees.</summary>
    public static (int Leaves, int Trees) SizeOf(object parameters) => Size.Of(parameters) is { } size ? (size.Leaves, size.Trees) : (0, 0);

    /// <summary>LightGBM's multi-class trainer, whose models are one ensemble a class.</summary>
    /// <param name="first">The largest ensemble of a class.</param>
    /// <param name="isSoftmax">Whether the ensembles are joined by a softmax, not each by a logistic function.</param>
    /// <param name="features">The column of the features.</param>
    public static TrainerRecipe OfClasses(LightGbmBinaryModelParameters first, bool isSoftmax, string features)
    {
        var size = Size.Of(first)!;
        return Light("LightGbmMulticlass", size, (ml, seed, least, rate) => ml.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            LabelColumnName = TrainerRecipe.Label,
            FeatureColumnName = features,
            Seed = seed,
            NumberOfThreads = 1,
            Deterministic = true,
            Silent = true,
            UseSoftmax = isSoftmax,
            NumberOfIterations = size.Trees,
            NumberOfLeaves = size.Leaves,
            MinimumExampleCountPerLeaf = least,
            LearningRate = rate,
        }));
    }

    private static TrainerRecipe Boosted(string name, Size size, Func<MLContext, int, int, double, IEstimator<ITransformer>> make) =>
        new(TrainerKinds.Boosting, name, size.Text, [FastLeast, FastRate], (ml, seed, values) => make(ml, seed, (int)values[0], values[1]));

    private static TrainerRecipe Light(string name, Size size, Func<MLContext, int, int, double, IEstimator<ITransformer>> make) =>
        new(TrainerKinds.Boosting, name, size.Text, [LightLeast, LightRate], (ml, seed, values) => make(ml, seed, (int)values[0], values[1]));

    private static TrainerRecipe Forest(string name, Size size, Func<MLContext, int, int, IEstimator<ITransformer>> make) =>
        new(TrainerKinds.Forest, name, size.Text, [FastLeast], (ml, seed, values) => make(ml, seed, (int)values[0]));

    private static T Fast<T>(Size size, string features, int seed, int least, double rate)
        where T : BoostedTreeOptions, new()
    {
        var options = Grown<T>(size, features, seed, least);
        options.LearningRate = rate;
        return options;
    }

    private static T Grown<T>(Size size, string features, int seed, int least)
        where T : TreeOptions, new() => new()
        {
            LabelColumnName = TrainerRecipe.Label,
            FeatureColumnName = features,
            Seed = seed,
            FeatureSelectionSeed = seed,
            NumberOfThreads = 1,
            NumberOfTrees = size.Trees,
            NumberOfLeaves = size.Leaves,
            MinimumExampleCountPerLeaf = least,
        };

    /// <param name="Trees">Trees of the ensemble.</param>
    /// <param name="Leaves">Leaves of the largest, at least 2.</param>
    private sealed record Size(int Trees, int Leaves)
    {
        public string Text => FormattableString.Invariant($"NumberOfTrees {Trees}, NumberOfLeaves {Leaves}");

        public static Size? Of(object parameters) => parameters switch
        {
            TreeEnsembleModelParametersBasedOnRegressionTree trees => Of(trees.TrainedTreeEnsemble.Trees),
            TreeEnsembleModelParametersBasedOnQuantileRegressionTree trees => Of(trees.TrainedTreeEnsemble.Trees),
            _ => null,
        };

        private static Size Of(IReadOnlyList<RegressionTreeBase> trees) =>
            new(Math.Max(1, trees.Count), Math.Max(2, trees.Select(static tree => tree.NumberOfLeaves).DefaultIfEmpty(2).Max()));
    }
}
