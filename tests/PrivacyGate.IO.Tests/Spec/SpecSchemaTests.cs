using System.Text.Json;
using PrivacyGate.Attacks;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

/// <summary>Schema, reader and reference page know the same keys and values.</summary>
public sealed class SpecSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(SpecSchema.Text()).RootElement;

    public static TheoryData<string, string[]> Objects => new()
    {
        { "", [.. SpecKeys.Root] },
        { "definitions/model", [.. SpecKeys.Model] },
        { "definitions/source/anyOf/1", [.. SpecKeys.Source] },
        { "definitions/model/properties/output", [.. SpecKeys.Output] },
        { "definitions/model/properties/accuracy/oneOf/1", [.. SpecKeys.Accuracy] },
        { "definitions/model/properties/budget", [.. SpecKeys.Budget] },
        { "definitions/model/properties/budget/properties/tprAtFpr", [.. SpecKeys.TprAtFpr] },
        { "definitions/model/properties/shadows", [.. SpecKeys.Shadows] },
        { "definitions/model/properties/shadows/properties/training", [.. SpecKeys.Training] },
        { "definitions/model/properties/labelOnly", [.. SpecKeys.LabelOnly] },
        { "definitions/model/properties/limits", [.. SpecKeys.Limits] },
        { "definitions/model/properties/origin", [.. SpecKeys.Origin] },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_object_has_the_readers_keys_and_refuses_others(string pointer, string[] keys)
    {
        var schema = At(pointer);

        Assert.Equal(keys.Order(StringComparer.Ordinal), schema.GetProperty("properties").EnumerateObject().Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Attacks_of_the_schema_are_those_of_the_catalogue() =>
        Assert.Equal(AttackCatalog.Ids, At("definitions/model/properties/attacks/items/enum").EnumerateArray().Select(id => id.GetString()!));

    [Fact]
    public void Output_kinds_of_the_schema_are_those_read()
    {
        var kinds = At("definitions/model/properties/output/properties/kind/enum").EnumerateArray().Select(kind => kind.GetString()!).ToList();

        Assert.Equal(Enum.GetValues<OutputKind>(), kinds.Select(kind => SpecText.Model($"\"output\": {{\"kind\": \"{kind}\"}}").OutputKind!.Value));
    }

    [Fact]
    public void Keys_the_schema_requires_are_those_the_reader_requires()
    {
        var missing = SpecText.Read("""{"models":[{}]}""").Errors;

        Assert.All(missing, error => Assert.Equal(DiagnosticIds.MissingKey, error.Id));
        Assert.Equal(At("definitions/model/required").GetArrayLength(), missing.Count);
        Assert.All(At("definitions/model/required").EnumerateArray(), key => Assert.Contains(missing, error => error.Message.Contains($"'{key.GetString()}'", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_reference_page_has_a_row_for_every_key_and_no_other()
    {
        using var page = typeof(SpecSchemaTests).Assembly.GetManifestResourceStream("spec.md")!;
        var lines = new StreamReader(page).ReadToEnd().Split('\n');
        string[] expected =
        [
            .. SpecKeys.Root, .. SpecKeys.Model, .. SpecKeys.Source.Select(key => "members." + key), .. SpecKeys.Output.Select(key => "output." + key), .. SpecKeys.Accuracy.Select(key => "accuracy." + key),
            .. SpecKeys.Budget.Select(key => "budget." + key), .. SpecKeys.TprAtFpr.Select(key => "budget.tprAtFpr." + key), .. SpecKeys.Origin.Select(key => "origin." + key),
            .. SpecKeys.Shadows.Select(key => "shadows." + key), .. SpecKeys.Training.Select(key => "shadows.training." + key), .. SpecKeys.LabelOnly.Select(key => "labelOnly." + key),
            .. SpecKeys.Limits.Select(key => "limits." + key),
        ];

        var documented = lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(expected.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_names_every_attack()
    {
        using var page = typeof(SpecSchemaTests).Assembly.GetManifestResourceStream("spec.md")!;
        var text = new StreamReader(page).ReadToEnd();

        Assert.All(AttackCatalog.Ids, id => Assert.Contains($"`{id}`", text, StringComparison.Ordinal));
    }

    private static JsonElement At(string pointer) =>
        pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(Schema, static (node, step) => node.ValueKind == JsonValueKind.Array ? node[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node.GetProperty(step));
}
