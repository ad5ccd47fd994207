using PrivacyGate.Samples;

namespace PrivacyGate.IO.Spec;

/// <summary>The word that spec and report use for each task.</summary>
public static class ModelTaskWords
{
    internal static IReadOnlyList<(string Word, ModelTask Task)> All { get; } =
    [
        ("classification", ModelTask.Classification),
        ("regression", ModelTask.Regression),
        ("multi-label", ModelTask.MultiLabel),
        ("score", ModelTask.Score),
        ("reconstruction", ModelTask.Reconstruction),
    ];

    public static string Of(ModelTask task) => All.First(pair => pair.Task == task).Word;

    /// <summary>Whether records state what a model of this task should answer by columns of numbers.</summary>
    public static bool HasTarget(ModelTask task) => task is ModelTask.Regression or ModelTask.MultiLabel;
}
