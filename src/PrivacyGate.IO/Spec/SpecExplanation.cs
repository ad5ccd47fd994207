using System.Globalization;
using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Spec;

/// <summary>One effective value of a spec.</summary>
/// <param name="JsonPath">Where in the spec it stands or would stand, such as <c>models[0].seed</c>.</param>
/// <param name="Value">The value as text; in brackets when words stand for it.</param>
/// <param name="Location">Where the spec states it, or null for a default.</param>
public sealed record ExplainedValue(string JsonPath, string Value, SourceLocation? Location)
{
    /// <summary><c>file:line:column</c>, or <c>default</c>.</summary>
    public string Origin => Location is null ? "default" : string.Create(CultureInfo.InvariantCulture, $"{Location.Path}:{Location.Line}:{Location.Column}");
}

/// <summary>Tells where each value of a spec comes from.</summary>
public static class SpecExplanation
{
    /// <summary>Every effective value, model by model, defaults included.</summary>
    public static IReadOnlyList<ExplainedValue> Of(GateSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.Models.SelectMany(static model => Of(model).Select(value => value with { JsonPath = $"{model.JsonPath}.{value.JsonPath}" }))];
    }

    /// <summary>Every effective value of one model by its key within the model, such as <c>shadows.count</c>.</summary>
    public static IReadOnlyList<ExplainedValue> Of(ModelSpec model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. OfModel(model)];
    }

    private static IEnumerable<ExplainedValue> OfModel(ModelSpec model)
    {
        static ExplainedValue Value(string key, string text, SourceLocation? location) => new(key, text, location);
        static ExplainedValue Texts(string key, SpecValue<IReadOnlyList<string>>? texts, string silence) =>
            Value(key, texts is null ? $"({silence})" : ListText.Of(texts.Value), texts?.Location);

        yield return Value("name", model.Name.Value, Stated(model.Name));
        yield return Value("path", model.Model.Path, model.Model.Location);
        foreach (var source in model.Sources)
        {
            yield return Value(source.Role, source.Filter is null ? source.File.Path : $"{source.File.Path} where {source.Filter}", source.File.Location);
        }

        yield return Value("label", model.Label.Value, model.Label.Location);
        yield return Texts("classes", model.Classes, "as the model lists them, else 0, 1, 2 and so on");
        yield return Texts("features", model.Features, "every column without another role");
        yield return Value("missing", model.Missing is { } missing ? MissingWord.For(missing.Value) : "(as the model's graph takes them)", model.Missing?.Location);
        yield return Value("subject", model.Subject is { } subject ? ListText.Of(subject.Value) : "(each record stands for itself)", model.Subject?.Location);
        yield return Texts("slices", model.Slices, "none");
        yield return Value("output.name", model.OutputName is { } output ? ListText.Of(output.Value) : "(found by inspection)", model.OutputName?.Location);
        yield return Value("output.kind", model.OutputKind is { } kind ? OutputSection.WordFor(kind.Value) : "(found by inspection)", model.OutputKind?.Location);
        yield return Value("accuracy", Text(model.Accuracy?.Expected), model.Accuracy?.Location);
        foreach (var (key, text) in Limits(model.Budget.Limits))
        {
            yield return Value($"budget.{key}", text, model.Budget.Places.GetValueOrDefault(key));
        }

        yield return Texts("attacks", model.Attacks, "those of the profile");
        yield return Value("knowledge", model.Knowledge.Value, Stated(model.Knowledge));
        foreach (var value in ShadowExplanation.Of(model.Shadows, model.LabelOnly))
        {
            yield return value;
        }

        yield return Value("limits.nodes", model.Limits.Nodes.Value.ToString(CultureInfo.InvariantCulture), Stated(model.Limits.Nodes));
        yield return Value("limits.memory", model.Limits.Memory.Value.ToString(CultureInfo.InvariantCulture), Stated(model.Limits.Memory));
        yield return Value("seed", model.Seed.Value.ToString(CultureInfo.InvariantCulture), Stated(model.Seed));
    }

    private static string Text(ExpectedAccuracy? expected)
    {
        string?[] parts =
        [
            expected?.Members is { } members ? FormattableString.Invariant($"members {members}") : null,
            expected?.NonMembers is { } nonMembers ? FormattableString.Invariant($"nonMembers {nonMembers}") : null,
        ];
        return expected is null ? "(not stated)" : FormattableString.Invariant($"{string.Join(", ", parts.OfType<string>())}, tolerance {expected.Tolerance}");
    }

    private static SourceLocation? Stated<T>(SpecValue<T> value) => value.IsDefault ? null : value.Location;

    private static IEnumerable<(string Key, string Text)> Limits(Budget budget)
    {
        static string Text(double? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "(no limit)";

        yield return ("advantage", Text(budget.Advantage));
        yield return ("tprAtFpr", budget.TprAtFpr is { } limit ? FormattableString.Invariant($"{limit.Max} at fpr {limit.Fpr}") : "(no limit)");
        yield return ("auc", Text(budget.Auc));
        yield return ("epsilon", Text(budget.Epsilon));
    }
}
