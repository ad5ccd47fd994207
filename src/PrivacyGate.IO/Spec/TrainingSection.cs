namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>shadows.training</c>.</summary>
internal static class TrainingSection
{
    private static readonly string[] Optimizers = ["sgd", "adam", "adamw"];
    private static readonly string[] Schedules = ["constant", "cosine"];

    public static TrainingSpec Read(SpecScope shadows) => shadows.Object("training", SpecKeys.Training) is not { } scope
        ? TrainingSpec.Silent
        : new TrainingSpec(
            ShadowSection.Positive(scope, "epochs", 100_000),
            ShadowSection.Positive(scope, "batchSize", 1_000_000),
            Word(scope, "optimizer", Optimizers),
            scope.Number("learningRate", scope.Find("learningRate"), value => value > 0 && double.IsFinite(value), "write a number above 0"),
            scope.Number("momentum", scope.Find("momentum"), value => value is >= 0 and < 1, "write a number from 0 and below 1"),
            scope.Number("weightDecay", scope.Find("weightDecay"), value => value is >= 0 and < 1, "write a number from 0 and below 1"),
            Word(scope, "schedule", Schedules),
            scope.Whole("warmupEpochs", 100_000),
            ShadowSection.Positive(scope, "records", int.MaxValue));

    private static SpecValue<string>? Word(SpecScope scope, string key, string[] known)
    {
        if (scope.Text(key) is not { } word)
        {
            return null;
        }

        if (!known.Contains(word.Value))
        {
            scope.Errors.Add(DiagnosticIds.UnknownValue, word.Location, $"{scope.Child(key)}: unknown value {MessageText.Quote(word.Value)}{Suggestion.Hint(word.Value, known)}");
        }

        return word;
    }
}
