using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

/// <summary>The JSON schema that follows from the table, one line per key.</summary>
internal sealed class SchemaText
{
    private readonly StringBuilder text = new();

    public static string Of(IReadOnlyList<SpecKey> keys)
    {
        var schema = new SchemaText();
        schema.Line(0, "{");
        schema.Line(1, "\"$schema\": \"http://json-schema.org/draft-07/schema#\",");
        schema.Line(1, "\"$id\": \"privacygate.schema.json\",");
        schema.Line(1, "\"title\": \"PrivacyGate spec\",");
        schema.Line(1, "\"description\": \"Which models to gate, with which records, against which budget. Comments and trailing commas are allowed.\",");
        schema.Object(1, keys, null);
        schema.Line(0, "}");
        return schema.text.ToString();
    }

    /// <summary>The members of an object's schema.</summary>
    private void Object(int depth, IReadOnlyList<SpecKey> keys, string? rule)
    {
        Line(depth, "\"type\": \"object\",");
        Line(depth, "\"additionalProperties\": false,");
        var required = keys.Where(static key => key.Default is null).Select(static key => Quote(key.Name)).ToList();
        if (required.Count > 0)
        {
            Line(depth, $"\"required\": [{string.Join(", ", required)}],");
        }

        if (rule is not null)
        {
            Line(depth, $"{rule},");
        }

        Line(depth, "\"properties\": {");
        foreach (var key in keys)
        {
            Key(depth + 1, key, key == keys[^1] ? "" : ",");
        }

        Line(depth, "}");
    }

    private void Key(int depth, SpecKey key, string comma)
    {
        var description = $"\"description\": {Quote(Description(key))}";
        if (key.Keys.Count == 0)
        {
            Line(depth, $"{Quote(key.Name)}: {{ {key.Schema}, {description} }}{comma}");
            return;
        }

        Line(depth, $"{Quote(key.Name)}: {{");
        Line(depth + 1, $"{description},");
        if (key.IsList)
        {
            Line(depth + 1, "\"type\": \"array\",");
            Line(depth + 1, "\"minItems\": 1,");
            Line(depth + 1, "\"items\": {");
            Object(depth + 2, key.Keys, key.SchemaRule);
            Line(depth + 1, "}");
        }
        else if (key.ShortSchema is { } instead)
        {
            Line(depth + 1, "\"anyOf\": [");
            Line(depth + 2, $"{{ {instead} }},");
            Line(depth + 2, "{");
            Object(depth + 3, key.Keys, key.SchemaRule);
            Line(depth + 2, "}");
            Line(depth + 1, "]");
        }
        else
        {
            Object(depth + 1, key.Keys, key.SchemaRule);
        }

        Line(depth, $"}}{comma}");
    }

    private void Line(int depth, string line) => text.Append(' ', 2 * depth).Append(line).Append('\n');

    private static string Description(SpecKey key) => KeyRows.Plain(key.Default is null ? key.Meaning : $"{key.Meaning} Default: {key.Default}.");

    private static string Quote(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
