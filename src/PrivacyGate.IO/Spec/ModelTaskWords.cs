using PrivacyGate.Samples;

namespace PrivacyGate.IO.Spec;

/// <summary>The word that spec and report use for each task.</summary>
public static class ModelTaskWords
{
    public static IReadOnlyList<(string Word, ModelTask Task)> All { get; } =
        [.. Enum.GetValues<ModelTask>().Select(static task => (ModelTasks.Name(task), task))];

    /// <summary>Whether records state what a model of this task should answer by columns of numbers.</summary>
    public static bool HasTarget(ModelTask task) => task is ModelTask.Regression or ModelTask.Ranking or ModelTask.MultiLabel;
}
