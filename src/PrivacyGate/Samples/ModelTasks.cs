namespace PrivacyGate.Samples;

/// <summary>The words of the spec key <c>task</c>.</summary>
public static class ModelTasks
{
    /// <summary>How the spec names a task.</summary>
    public static string Name(ModelTask task) => task switch
    {
        ModelTask.Classification => "classification",
        ModelTask.Regression => "regression",
        ModelTask.Ranking => "ranking",
        ModelTask.MultiLabel => "multi-label",
        ModelTask.Score => "score",
        ModelTask.Reconstruction => "reconstruction",
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "no such task"),
    };
}
