using PrivacyGate.Attacks;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Spec;

/// <summary>What is wrong between keys that are right by themselves.</summary>
internal static class SpecRules
{
    /// <summary>Rules of a model that hold whatever else is wrong with it.</summary>
    public static void OfModel(SpecScope scope, ModelSpec model)
    {
        if (model.Shadows.Source is { IsDefault: false, Value: ShadowSource.Reference } source && scope.Find("reference") is null)
        {
            scope.Errors.Add(DiagnosticIds.MissingKey, source.Location, $"{scope.Child("shadows.source")} is 'reference', and the model names no reference records; add the key 'reference'");
        }

        OfTask(scope, model);

        if (model.Group is { } group && (model.Features?.Value.Contains(group.Value) == true || model.Target?.Value.Contains(group.Value) == true))
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, group.Location, $"{scope.Child("group")} names {MessageText.Quote(group.Value)}, which is a feature or the target too; a column is the group or something else, not both");
        }

        if (model is { Task.Value: ModelTask.Ranking, Target: { Value.Count: > 1 } several })
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, several.Location, $"{scope.Child("target")} names {several.Value.Count} columns; the task 'ranking' has one, the relevance of a document");
        }

        // None where the spec has no label, which is an error by itself.
        foreach (var name in model.Label is { } label ? [label.Value] : model.Target?.Value ?? [])
        {
            var elsewhere = model.Features?.Value.Contains(name) == true ? ("features", model.Features.Location)
                : model.Subject?.Value == name ? ("subject", model.Subject.Location)
                : ((string Key, SourceLocation At)?)null;
            if (elsewhere is { } other)
            {
                var what = model.Label is null ? "target" : "label";
                scope.Errors.Add(DiagnosticIds.OutOfRange, other.At, $"{scope.Child(other.Key)} names the {what} {MessageText.Quote(name)}; a column is the {what} or something else, not both");
            }
        }
    }

    /// <summary>Keys and attacks that do not go with the model's task are told: ignored, they would promise what is not done.</summary>
    private static void OfTask(SpecScope scope, ModelSpec model)
    {
        var task = model.Task.Value;
        var word = ModelTasks.Name(task);
        var keys = task == ModelTask.Classification ? new[] { "target", "group" }
            : task == ModelTask.Ranking ? ["label", "classes", "accuracy", "labelOnly"]
            : ModelTaskWords.HasTarget(task) ? ["label", "group", "classes", "accuracy", "labelOnly"]
            : ["label", "target", "group", "classes", "accuracy", "labelOnly"];
        foreach (var key in keys)
        {
            if (scope.Find(key) is { } node)
            {
                var cure = key == "label" && ModelTaskWords.HasTarget(task) ? "name the column under 'target'" : "leave it out, or state another 'task'";
                scope.Errors.Add(DiagnosticIds.UnknownKey, node, $"{scope.Child(key)} does not go with the task '{word}'; {cure}");
            }
        }

        if (task != ModelTask.Classification && model.Shadows.Source is { IsDefault: false, Value: ShadowSource.ModelBased or ShadowSource.StatisticsBased or ShadowSource.Noisy } source)
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, source.Location, $"{scope.Child("shadows.source")} makes up records of classes, which do not go with the task '{word}'; take 'auditor' or 'reference'");
        }

        if (model.Attacks is { } named && named.Value.FirstOrDefault(id => AttackCatalog.Find(id) is { } attack && !attack.Serves(task)) is { } foreign)
        {
            var serving = string.Join(", ", AttackCatalog.For(task).Select(static attack => attack.Id));
            scope.Errors.Add(DiagnosticIds.OutOfRange, named.Location, $"{scope.Child("attacks")} names {foreign}, which is not for the task '{word}'; take one of {serving}");
        }
    }

    /// <summary>No two sources of a model whose keys are all right are the same records.</summary>
    public static void OfSources(SpecScope scope, ModelSpec model)
    {
        var sources = model.Sources;
        for (var i = 0; i < sources.Count; i++)
        {
            for (var j = i + 1; j < sources.Count; j++)
            {
                var (one, other) = (sources[i], sources[j]);
                if (one.File.FullPath == other.File.FullPath && one.Filter?.ToString() == other.Filter?.ToString())
                {
                    scope.Errors.Add(DiagnosticIds.OutOfRange, other.File.Location, $"{scope.Child(other.Role)} and {one.Role} are the same records; name different files, or part one file by 'where'");
                }
            }
        }
    }

    /// <summary>Figures for at least one side.</summary>
    public static void OfAccuracy(SpecScope scope)
    {
        if (scope.Find("members") is null && scope.Find("nonMembers") is null)
        {
            scope.Required("members", "state the accuracy that you measured on the members");
        }
    }

    /// <summary>An empty budget would let every model pass.</summary>
    public static void OfBudget(SpecScope scope)
    {
        if (scope.IsEmpty)
        {
            scope.Errors.Add(DiagnosticIds.MissingKey, scope.Location, $"{scope.Path} states no limit; give 'advantage', or leave the key out for the default of 0.1");
        }
    }

    public static void OfShadows(SpecScope scope, ShadowSpec shadows)
    {
        if (scope.Find("command") is { } command && scope.Find("models") is not null)
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, command, $"{scope.Child("command")} and 'models' stand side by side; keep one of them");
        }

        if (shadows.Models is null && scope.Find("index") is { } index)
        {
            scope.Errors.Add(DiagnosticIds.UnknownKey, index, $"{scope.Child("index")} tells of 'models', which the spec does not name; name them, or leave the key out");
        }
    }
}
