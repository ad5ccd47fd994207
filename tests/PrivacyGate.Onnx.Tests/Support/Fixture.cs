using System.Text.Json;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>A model of fixtures/, with inputs and the answers torch, scikit-learn or numpy gave (make_fixtures.py).</summary>
public sealed record Fixture(string Path, RecordBatch Batch, ScoreKind Kind, int ClassCount, int[] Predicted, double[][]? Probabilities, double[][]? Logits, double[]? Norm, string[]? Classes)
{
    public static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "fixtures");

    public static string ModelPath(string name) => System.IO.Path.Combine(Folder, name + ".onnx");

    public static Fixture Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Folder, name + ".json")));
        var root = document.RootElement;
        var predicted = root.GetProperty("predicted").Deserialize<int[]>()!;
        FeatureBlock[] blocks = [.. root.GetProperty("inputs").EnumerateObject().Select(input => Block(input.Name, input.Value))];
        return new Fixture(
            ModelPath(name),
            Records.Of(blocks, predicted.Length),
            Enum.Parse<ScoreKind>(root.GetProperty("kind").GetString()!),
            root.GetProperty("classCount").GetInt32(),
            predicted,
            Get<double[][]>(root, "probabilities"),
            Get<double[][]>(root, "logits"),
            Get<double[]>(root, "norm"),
            Get<string[]>(root, "classes"));
    }

    private static T? Get<T>(JsonElement root, string key)
        where T : class => root.TryGetProperty(key, out var value) ? value.Deserialize<T>() : null;

    private static FeatureBlock Block(string name, JsonElement json)
    {
        var kind = Enum.Parse<ElementKind>(json.GetProperty("kind").GetString()!);
        var values = json.GetProperty("values");
        Array array = kind switch
        {
            ElementKind.Float32 or ElementKind.Float16 => values.Deserialize<float[]>()!,
            ElementKind.Float64 => values.Deserialize<double[]>()!,
            ElementKind.Int32 => values.Deserialize<int[]>()!,
            ElementKind.Int64 => values.Deserialize<long[]>()!,
            ElementKind.Boolean => values.Deserialize<bool[]>()!,
            _ => values.Deserialize<string[]>()!,
        };
        return new FeatureBlock(name, kind, json.GetProperty("shape").Deserialize<int[]>()!, array);
    }
}
