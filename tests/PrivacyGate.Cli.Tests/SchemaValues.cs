using System.Text.Json;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Tests;

/// <summary>Two values that a key of the spec takes, by what the schema says of it.</summary>
internal static class SchemaValues
{
    private static readonly JsonElement Model = JsonDocument.Parse(SpecSchema.Text()).RootElement.GetProperty("properties").GetProperty("models").GetProperty("items");

    /// <param name="path">The key's path within the model, such as <c>shadows.count</c>.</param>
    /// <returns>The member of the model, with the objects it stands in, once with each value.</returns>
    public static (string One, string Other) Of(string path)
    {
        var parts = path.Split('.');
        var schema = parts.Aggregate(Model, static (node, part) => (node.TryGetProperty("anyOf", out var forms) && !node.TryGetProperty("properties", out _) ? forms[1] : node).GetProperty("properties").GetProperty(part));
        var (one, other) = Values(schema);
        return (Member(one), Member(other));

        string Member(string value) => $"\"{string.Join("\": { \"", parts)}\": {value}{string.Concat(Enumerable.Repeat(" }", parts.Length - 1))}";
    }

    private static (string One, string Other) Values(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var words))
        {
            return (words[0].GetRawText(), words[1].GetRawText());
        }

        switch (schema.GetProperty("type").ToString())
        {
            case "array":
                var (first, second) = Values(schema.GetProperty("items"));
                return ($"[{first}]", $"[{second}]");
            case "integer":
                var least = schema.GetProperty("minimum").GetInt64();
                return (FormattableString.Invariant($"{least}"), FormattableString.Invariant($"{least + 2}"));
            case "number":
                var low = Bound(schema, "inimum") ?? 0;
                var width = (Bound(schema, "aximum") ?? 1) - low;
                return (FormattableString.Invariant($"{low + (width / 4)}"), FormattableString.Invariant($"{low + (width / 2)}"));
            default:
                return ("\"one\"", "\"other\"");
        }
    }

    private static double? Bound(JsonElement schema, string name) =>
        schema.TryGetProperty("m" + name, out var bound) || schema.TryGetProperty("exclusiveM" + name, out bound) ? bound.GetDouble() : null;
}
