using System.Text;
using PrivacyGate.IO.Spec;
using PrivacyGate.MSBuild;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>The metadata of a PrivacyGateModel item is that which the table of spec keys names, and becomes those keys.</summary>
public sealed class ItemMetadataTests
{
    public static TheoryData<string> Names => [.. SpecTable.Metadata.Keys];

    [Fact]
    public void The_package_knows_the_metadata_of_the_table() =>
        Assert.Equal(SpecTable.Metadata.Keys.Order(StringComparer.Ordinal), KnownNames.Metadata.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Metadata_becomes_its_key_of_the_spec(string name)
    {
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Members"] = "m.csv", ["NonMembers"] = "n.csv", ["Reference"] = "r.csv", ["Label"] = "y" };
        if (name == "Group")
        {
            metadata.Remove("Label");
            (metadata["Task"], metadata["TargetColumn"], metadata["Group"]) = ("ranking", "z", "before");
        }
        else if (name is "Task" or "TargetColumn")
        {
            // Of models that are no classifiers, which have no label.
            metadata.Remove("Label");
            metadata["Task"] = "regression";
            metadata["TargetColumn"] = "z";
        }

        var before = Explained(metadata);
        metadata[name] = Value(name);

        var after = Explained(metadata);

        var changed = after.Except(before).Select(static value => value.JsonPath).ToList();
        Assert.Contains(changed, path => SpecTable.Metadata[name] == path || SpecTable.Metadata[name].StartsWith(path + ".", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_the_package_shows_each_with_its_key()
    {
        var page = File.ReadAllText(Repository.Path("docs", "msbuild.md"));

        Assert.All(SpecTable.Metadata.Keys, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static string Value(string name) => name switch
    {
        "MaxTprAtFpr" => "0.02@0.001",
        "Attacks" => "loss",
        "Task" => "multi-label",
        "Classes" => "a;b",
        "Seed" => "7",
        _ when name.StartsWith("Max", StringComparison.Ordinal) => "0.75",
        _ when name.EndsWith("Where", StringComparison.Ordinal) => "split == x",
        _ => "other",
    };

    private static IReadOnlyList<ExplainedValue> Explained(Dictionary<string, string> metadata)
    {
        var model = new GateModel("model.onnx", metadata, "Credit.csproj", 3, 5);
        Assert.Empty(model.Check());
        var read = SpecReader.Parse(Encoding.UTF8.GetBytes(MSBuild.SpecWriter.Write([model], ".")), "spec.json", "");
        Assert.Empty(read.Errors);
        return SpecExplanation.Of(read.Spec!.Models[0]);
    }
}
