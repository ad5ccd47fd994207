using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.Training;

/// <summary>A network and its records, as torch_side.py wrote them.</summary>
internal sealed record BenchmarkCase(string Name, string Title, int Epochs, double Aim, RecordBatch Records, string ModelPath)
{
    public static BenchmarkCase Read(string folder, string name, string title, int epochs, double aim)
    {
        int[] shape = [.. File.ReadAllText(Path.Combine(folder, name + ".shape")).Split(',').Select(static axis => int.Parse(axis, CultureInfo.InvariantCulture))];
        var features = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, name + ".x"))).ToArray();
        var labels = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, name + ".y"))).ToArray();
        var records = new RecordBatch([new FeatureBlock("input", ElementKind.Float32, shape, features)], labels, new UInt128[labels.Length], null, []);
        return new BenchmarkCase(name, title, epochs, aim, records, Path.Combine(folder, name + ".onnx"));
    }

    public NetworkTrainer Trainer(int epochs) => Trainer(new TrainingRecipe { Epochs = epochs, BatchSize = 64 }, null);

    public NetworkTrainer Trainer(TrainingRecipe recipe, double? wantedLoss)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(ModelPath));
        return TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal)
            ? new NetworkTrainer(inspection, graph, recipe, wantedLoss)
            : throw new InvalidOperationException(refusal.Message);
    }
}
