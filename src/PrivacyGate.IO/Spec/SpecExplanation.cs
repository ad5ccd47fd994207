using System.Globalization;

namespace PrivacyGate.IO.Spec;

/// <summary>One effective value of a spec.</summary>
/// <param name="JsonPath">Where in the spec it stands or would stand, such as <c>models[0].seed</c>.</param>
/// <param name="Value">The value as text; in brackets when words stand for it.</param>
/// <param name="Location">Where the spec states it, or null for a default.</param>
public sealed record ExplainedValue(string JsonPath, string Value, SourceLocation? Location)
{
    /// <summary><c>file:line:column</c>, or <c>default</c>.</summary>
    public string Origin => Location is null ? "default" : string.Create(CultureInfo.InvariantCulture, $"{Location.Path}:{Location.Line}:{Location.Column}");

    /// <summary>The default of a key that has no value.</summary>
    internal static ExplainedValue Silent(SpecKey key) => new(key.Name, $"({key.Default})", null);
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
        return [.. SpecTable.Model.SelectMany(key => key.Explain(model))];
    }
}
