using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Serving;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Trainers for the models of oracles/, and records to train them on.</summary>
internal static class Trained
{
    public static NetworkTrainer Trainer(string oracle, TrainingRecipe recipe, double? wantedLoss = null, int? recordsAtOnce = null) =>
        OfFile(Path.Combine(AppContext.BaseDirectory, "oracles", oracle + ".onnx"), recipe, wantedLoss, recordsAtOnce);

    /// <param name="path">The target.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="wantedLoss">Loss to match, or null.</param>
    /// <param name="recordsAtOnce">In place of what the graph says, or null to leave that.</param>
    public static NetworkTrainer OfFile(string path, TrainingRecipe recipe, double? wantedLoss = null, int? recordsAtOnce = null)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(path));
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal), refusal?.Message);
        return new NetworkTrainer(inspection, graph! with { RecordsAtOnce = recordsAtOnce ?? graph!.RecordsAtOnce }, recipe, wantedLoss);
    }

    /// <summary>Four clouds of normal numbers.</summary>
    /// <param name="count">Records.</param>
    /// <param name="noise">Standard deviation inside a cloud; centres are about 4 apart.</param>
    /// <param name="shape">Axes of a record.</param>
    public static RecordBatch Clouds(int count, double noise, params int[] shape)
    {
        var width = shape.Aggregate(1, static (product, axis) => product * axis);
        var random = new RandomStream(17, 99);
        double[] centres = [.. Enumerable.Range(0, 4 * width).Select(_ => random.NextNormal())];
        var features = new float[count * width];
        var labels = new int[count];
        for (var record = 0; record < count; record++)
        {
            labels[record] = random.NextBelow(4);
            for (var j = 0; j < width; j++)
            {
                features[(record * width) + j] = (float)(centres[(labels[record] * width) + j] + (noise * random.NextNormal()));
            }
        }

        return new RecordBatch([new FeatureBlock("input", ElementKind.Float32, shape, features)], labels, new UInt128[count], null, []);
    }

    public static float[] Parameters(TrainedModel model) => ((ShadowClassifier)model.Classifier).Values.ToArray();
}
