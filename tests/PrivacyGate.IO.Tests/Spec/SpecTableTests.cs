using System.Text;
using System.Text.Json;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

/// <summary>What follows from the table of keys is committed for people to read; PRIVACYGATE_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
public sealed class SpecTableTests
{
    private static readonly string Page = Repository.Path("docs", "spec.md");

    public static TheoryData<string> Paths => [.. SpecTable.Paths];

    [Fact]
    public void The_schema_is_that_of_the_table() =>
        Snapshot.MatchesFile(Repository.Path("src", "PrivacyGate.IO", "Spec", SpecSchema.FileName), Encoding.UTF8.GetBytes(SchemaText.Of(SpecTable.Root)));

    [Fact]
    public void The_reference_page_shows_the_table() => Snapshot.MatchesFile(Page, Encoding.UTF8.GetBytes(KeyRows.Filled(File.ReadAllText(Page))));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_key_is_on_the_reference_page(string path)
    {
        // The three sources have the same keys.
        var shown = path.Replace("nonMembers.", "members.", StringComparison.Ordinal).Replace("reference.", "members.", StringComparison.Ordinal);

        Assert.Contains($"\n| `{shown}` | ", KeyRows.Filled(File.ReadAllText(Page)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_value_that_no_key_takes_is_refused_at_every_key(string path)
    {
        var parts = path.Split('.');
        var stated = $"\"{string.Join("\": {\"", parts)}\": {{}}{new string('}', parts.Length - 1)}";
        var minimal = SpecText.Minimal.Replace($"\"{parts[0]}\":", "\"$\":", StringComparison.Ordinal);

        var errors = SpecText.Read(minimal.Replace("}]}", $",\n{stated}\n}}]}}", StringComparison.Ordinal)).Errors;

        Assert.Contains(errors, error => error.Id is DiagnosticIds.WrongType or DiagnosticIds.UnknownKey && error.Location!.Line == 2 && error.Message.Contains($"models[0].{path} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_the_schema_requires_are_those_the_reader_requires()
    {
        var model = JsonDocument.Parse(SpecSchema.Text()).RootElement.GetProperty("properties").GetProperty("models").GetProperty("items");

        // Without a task the model is a classifier, which needs a label.
        JsonElement[] required = [.. model.GetProperty("required").EnumerateArray(), .. model.GetProperty("then").GetProperty("required").EnumerateArray()];

        var missing = SpecText.Read("""{"models":[{}]}""").Errors;

        Assert.All(missing, error => Assert.Equal(DiagnosticIds.MissingKey, error.Id));
        Assert.Equal(required.Length, missing.Count);
        Assert.All(required, key => Assert.Contains(missing, error => error.Message.Contains($"'{key.GetString()}'", StringComparison.Ordinal)));
    }
}
