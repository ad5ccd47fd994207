using PrivacyGate.IO.Spec;
using PrivacyGate.Models;

namespace PrivacyGate.Run.Notes;

/// <summary>What a spec says of shadow models that those of its audit had no use for: who wrote it believes that the figures follow from it.</summary>
internal static class UnusedKeys
{
    /// <summary>One warning at the first such key, or nothing.</summary>
    /// <param name="shadows">What the spec says.</param>
    /// <param name="kind">A constant of <see cref="TrainerKinds"/>; null when no shadow models were trained.</param>
    public static IEnumerable<Diagnostic> Of(ShadowSpec shadows, string? kind)
    {
        (string Key, SourceLocation? Location)[] unused = [.. Candidates(shadows, kind).Where(static key => key.Location is not null)];
        if (unused.Length > 0)
        {
            var (are, them) = unused.Length == 1 ? ("is", "it") : ("are", "them");
            var names = string.Join(", ", unused.Select(static key => "shadows." + key.Key));
            yield return Diagnostic.Warning(
                DiagnosticIds.SpecKeyNotUsed, $"{names} {are} not used: {Reason(kind!)}; remove {them}{Else(kind!)}", unused[0].Location);
        }
    }

    private static IEnumerable<(string Key, SourceLocation? Location)> Candidates(ShadowSpec shadows, string? kind)
    {
        var training = shadows.Training;
        return kind switch
        {
            null => [],
            TrainerKinds.Network => training.Optimizer?.Value == "sgd" ? [] : [("training.momentum", training.Momentum?.Location)],
            TrainerKinds.Ready => [("count", shadows.Count?.Location), ("source", Stated(shadows.Source)), ("noise", Stated(shadows.Noise)), .. Recipe(shadows)],
            _ => Recipe(shadows),
        };
    }

    private static IEnumerable<(string Key, SourceLocation? Location)> Recipe(ShadowSpec shadows) =>
    [
        ("base", shadows.Base?.Location),
        ("frozen", shadows.Frozen?.Location),
        .. Recipe(shadows.Training),
    ];

    private static IEnumerable<(string Key, SourceLocation? Location)> Recipe(TrainingSpec training) =>
    [
        ("training.epochs", training.Epochs?.Location),
        ("training.batchSize", training.BatchSize?.Location),
        ("training.optimizer", training.Optimizer?.Location),
        ("training.learningRate", training.LearningRate?.Location),
        ("training.momentum", training.Momentum?.Location),
        ("training.weightDecay", training.WeightDecay?.Location),
        ("training.schedule", training.Schedule?.Location),
        ("training.warmupEpochs", training.WarmupEpochs?.Location),
    ];

    private static SourceLocation? Stated<T>(SpecValue<T> value) => value.IsDefault ? null : value.Location;

    private static string Reason(string kind) => kind switch
    {
        TrainerKinds.Network => "momentum is of the optimizer sgd",
        TrainerKinds.Ready => "the models of shadows.models are trained already",
        TrainerKinds.Command => "shadows.command trains as it was written",
        TrainerKinds.Surrogate => "the shadow models are surrogates, which have a recipe of their own",
        _ => $"the shadow models are of kind {kind}, whose recipe is read off the model itself",
    };

    private static string Else(string kind) => kind switch
    {
        TrainerKinds.Network => ", or state that optimizer",
        TrainerKinds.Ready => "",
        TrainerKinds.Command => ", and state the recipe in your trainer",
        _ => ", or train with shadows.command",
    };
}
