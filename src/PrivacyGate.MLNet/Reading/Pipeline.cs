using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace PrivacyGate.MLNet.Reading;

/// <summary>A saved chain of transformers, cut at its last predictor: what prepares the features, what predicts, what calibrates.</summary>
/// <param name="Preparation">The transformers before the predictor.</param>
/// <param name="Predictor">The last predictor.</param>
/// <param name="Calibrator">The calibrator that follows it, or null.</param>
/// <param name="Kind">What the predictor answers.</param>
/// <param name="Parameters">What was trained.</param>
/// <param name="Before">The schema that the predictor is fed.</param>
internal sealed record Pipeline(
    IReadOnlyList<ITransformer> Preparation, ITransformer Predictor, ITransformer? Calibrator, PredictorKind Kind, object Parameters, DataViewSchema Before)
{
    /// <summary>All that is needed for an answer, as one.</summary>
    public ITransformer Whole { get; } = Chain([.. Preparation, Predictor, .. Calibrator is null ? Array.Empty<ITransformer>() : [Calibrator]]);

    /// <summary>The columns that the predictor reads.</summary>
    public IReadOnlyList<DataViewSchema.Column> Features
    {
        get
        {
            var mapper = Predictor.GetRowToRowMapper(Before);
            return [.. mapper.GetDependencies([mapper.OutputSchema["Score"]]).OrderBy(static column => column.Index)];
        }
    }

    /// <summary>Null where the chain holds no predictor.</summary>
    public static Pipeline? Find(ITransformer model, DataViewSchema schema)
    {
        ITransformer[] steps = [.. Steps(model)];
        var at = Array.FindLastIndex(steps, static step => step is IPredictionTransformer<object> && !IsCalibrator(step.GetType()));
        if (at < 0)
        {
            return null;
        }

        var calibrator = at + 1 < steps.Length && IsCalibrator(steps[at + 1].GetType()) ? steps[at + 1] : null;
        var before = steps[..at].Aggregate(schema, static (known, step) => step.GetOutputSchema(known));
        return new Pipeline(steps[..at], steps[at], calibrator, KindOf(steps[at].GetType()), ((IPredictionTransformer<object>)steps[at]).Model, before);
    }

    /// <summary>Transformers one after the other, as one.</summary>
    public static ITransformer Chain(ITransformer[] steps) => new TransformerChain<ITransformer>(steps);

    private static IEnumerable<ITransformer> Steps(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [model];

    private static bool IsCalibrator(Type type) =>
        type == typeof(PlattCalibratorTransformer) || type == typeof(IsotonicCalibratorTransformer) || type == typeof(NaiveCalibratorTransformer);

    private static PredictorKind KindOf(Type type)
    {
        var general = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return general == typeof(BinaryPredictionTransformer<>) || type == typeof(FieldAwareFactorizationMachinePredictionTransformer) ? PredictorKind.Binary
            : general == typeof(MulticlassPredictionTransformer<>) ? PredictorKind.Multiclass
            : general == typeof(RegressionPredictionTransformer<>) ? PredictorKind.Regression
            : general == typeof(RankingPredictionTransformer<>) ? PredictorKind.Ranking
            : general == typeof(AnomalyPredictionTransformer<>) ? PredictorKind.Anomaly
            : general == typeof(ClusteringPredictionTransformer<>) ? PredictorKind.Clustering
            : PredictorKind.Unknown;
    }
}

/// <summary>What a predictor of ML.NET answers.</summary>
internal enum PredictorKind
{
    Binary,
    Multiclass,
    Regression,
    Ranking,
    Anomaly,
    Clustering,
    Unknown,
}
