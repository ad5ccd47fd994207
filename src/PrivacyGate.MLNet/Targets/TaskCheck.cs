using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Runtime;

namespace PrivacyGate.MLNet.Targets;

/// <summary>Holds the task of the spec against what the predictor is.</summary>
internal static class TaskCheck
{
    /// <exception cref="InputException">PG0029: the task is another, or none that is audited; PG0004: the kind of output does not go with it.</exception>
    public static void Require(string path, Pipeline pipeline, ModelTask task, string? outputKind)
    {
        if (Problem(pipeline, task) is { } problem)
        {
            throw Refusal.Of(DiagnosticIds.NotAClassifier, path, problem);
        }

        if (outputKind is not null)
        {
            throw Refusal.Of(DiagnosticIds.UnknownValue, path, $"The output kind '{outputKind}' is not used: ML.NET states what its columns are. Remove \"kind\" from \"output\".");
        }
    }

    private static string? Problem(Pipeline pipeline, ModelTask task) => (pipeline.Kind, task) switch
    {
        (PredictorKind.Binary or PredictorKind.Multiclass, ModelTask.Classification) => null,
        (PredictorKind.Regression, ModelTask.Regression) => null,
        (PredictorKind.Ranking, ModelTask.Ranking) => null,
        (PredictorKind.Anomaly or PredictorKind.Ranking, ModelTask.Score) => null,
        (PredictorKind.Binary or PredictorKind.Multiclass, _) => $"The model is a classifier of ML.NET, and the spec says \"task\": \"{ModelTasks.Name(task)}\". Remove \"task\".",
        (PredictorKind.Regression, _) => "The model is a regression of ML.NET. Write \"task\": \"regression\" and \"target\" with the column of the true value.",
        (PredictorKind.Anomaly, _) => "The model scores anomalies. Write \"task\": \"score\" without a label.",
        (PredictorKind.Ranking, _) => "The model ranks within groups. Write \"task\": \"ranking\", \"target\" with the column of the relevance and \"group\" with the column of the query.",
        (PredictorKind.Clustering, _) => "The model clusters: it has no true answer that a loss could be taken from. Clustering is not audited.",
        _ => $"ML.NET's predictor {ModelWords.NameOf(pipeline.Parameters)} is not audited. Export the model to ONNX, or audit one of the kinds in the documentation of PrivacyGate.MLNet.",
    };
}
