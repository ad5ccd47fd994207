using System.Globalization;

namespace PrivacyGate.IO.Spec;

/// <summary>Tells where the values of <c>shadows</c> and <c>labelOnly</c> come from.</summary>
internal static class ShadowExplanation
{
    public static IEnumerable<ExplainedValue> Of(ShadowSpec shadows, LabelOnlySpec labelOnly) =>
    [
        .. Shadows(shadows).Select(value => value with { JsonPath = $"shadows.{value.JsonPath}" }),
        .. LabelOnly(labelOnly).Select(value => value with { JsonPath = $"labelOnly.{value.JsonPath}" }),
    ];

    private static IEnumerable<ExplainedValue> Shadows(ShadowSpec shadows)
    {
        yield return Value("count", shadows.Count, "the profile's");
        yield return new ExplainedValue("source", ShadowSourceWords.Of(shadows.Source.Value), Stated(shadows.Source));
        yield return Value("noise", shadows.Noise, "");
        foreach (var value in Training(shadows.Training))
        {
            yield return value with { JsonPath = $"training.{value.JsonPath}" };
        }

        yield return new ExplainedValue("command", shadows.Command is { } command ? ListText.Of(command.Value) : "(none: shadows are trained from the model file)", shadows.Command?.Location);
        yield return Value("timeout", shadows.Timeout, "");
        yield return new ExplainedValue("models", shadows.Models is { } files ? ListText.Of(files.Select(file => file.Path)) : "(none)", shadows.Models?[0].Location);
        yield return new ExplainedValue("index", shadows.Index?.Path ?? "(none)", shadows.Index?.Location);
    }

    private static IEnumerable<ExplainedValue> Training(TrainingSpec training) =>
    [
        Value("epochs", training.Epochs, "until the loss on a shadow's records is the model's on its members"),
        Value("batchSize", training.BatchSize, "by the number of records"),
        Value("optimizer", training.Optimizer, "adam"),
        Value("learningRate", training.LearningRate, "the optimizer's"),
        Value("momentum", training.Momentum, "0.9 for sgd"),
        Value("weightDecay", training.WeightDecay, "0"),
        Value("schedule", training.Schedule, "constant"),
        Value("warmupEpochs", training.WarmupEpochs, "0"),
        Value("records", training.Records, "the number of members"),
    ];

    private static IEnumerable<ExplainedValue> LabelOnly(LabelOnlySpec spec)
    {
        yield return Value("queries", spec.Queries, "the profile's");
        yield return Value("norm", spec.Norm, "");
        yield return new ExplainedValue("fixed", spec.Fixed is { } columns ? ListText.Of(columns.Value) : "(none)", spec.Fixed?.Location);
    }

    private static ExplainedValue Value<T>(string key, SpecValue<T>? value, string silence) =>
        new(key, value is null ? $"({silence})" : string.Create(CultureInfo.InvariantCulture, $"{value.Value}"), value is null ? null : Stated(value));

    private static SourceLocation? Stated<T>(SpecValue<T> value) => value.IsDefault ? null : value.Location;
}
