using System.Text.Json;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Cli.Tests;

/// <summary>The models of tests/fixtures/mlnet, exported by ML.NET 5.0.1 itself.</summary>
public sealed class MLNetModelTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "mlnet");

    public static TheoryData<string, string, string> All
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (JsonElement model in JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "models.json"))).RootElement.EnumerateArray())
            {
                all.Add(model.GetProperty("name").GetString()!, model.GetProperty("task").GetString()!, model.GetProperty("label").GetString()!);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_classifier_is_read_and_anything_else_is_refused_by_name(string name, string task, string label)
    {
        OnnxFile file = OnnxFile.Read(Path.Combine(Folder, "models", name + ".onnx"));
        if (task is "Regression" or "Ranking" or "Clustering")
        {
            InputException refusal = Assert.Throws<InputException>(() => ModelInspection.Of(file));
            Assert.Equal(DiagnosticIds.NotAClassifier, refusal.Diagnostic.Id);
            return;
        }

        ModelInspection model = ModelInspection.Of(file);
        Assert.True(model.Classes.Count >= 2);
        Assert.DoesNotContain(model.Inputs, input => input.Name == label);
        if (name.StartsWith("wine-", StringComparison.Ordinal))
        {
            // Names come from the table in the file, whatever the order of the keys.
            Assert.Equal(["1", "2", "3"], model.Classes.Names!.Order(StringComparer.Ordinal));
        }
    }
}
