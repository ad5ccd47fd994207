using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Serving;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>A network of one hidden layer that was trained on half of some made-up records, as a model file.</summary>
internal static class MemorizedNetwork
{
    public const int Width = 20;
    public const int Classes = 5;
    private const int Hidden = 64;

    /// <summary>Clouds that overlap, some labels drawn at random: what is right for those can only be known by heart.</summary>
    /// <param name="count">Records; the first half are the members.</param>
    /// <param name="wrong">Share of labels drawn at random.</param>
    /// <param name="classes">Classes.</param>
    public static RecordBatch Records(int count, double wrong, int classes = Classes)
    {
        var random = new RandomStream(23, 99);
        double[] centres = [.. Enumerable.Range(0, classes * Width).Select(_ => .7 * random.NextNormal())];
        var features = new float[count * Width];
        var labels = new int[count];
        for (var record = 0; record < count; record++)
        {
            var cloud = random.NextBelow(classes);
            var isWrong = random.NextBelow(1000) < 1000 * wrong;
            labels[record] = isWrong ? random.NextBelow(classes) : cloud;
            for (var j = 0; j < Width; j++)
            {
                features[(record * Width) + j] = (float)(centres[(cloud * Width) + j] + random.NextNormal());
            }
        }

        UInt128[] keys = [.. Enumerable.Range(0, count).Select(i => ((UInt128)Hashing(i) << 64) | (uint)i)];
        return new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [Width], features)], labels, keys, null, []);
    }

    /// <param name="members">What it is trained on.</param>
    /// <param name="recipe">How.</param>
    /// <param name="classes">Classes; of 2 one logit.</param>
    /// <param name="squashed">Whether the file ends in probabilities.</param>
    public static ModelProto Train(RecordBatch members, TrainingRecipe recipe, int classes = Classes, bool squashed = false)
    {
        var model = Empty(classes, squashed);
        var inspection = Inspect(model);
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal), refusal?.Message);
        using var trainer = new NetworkTrainer(inspection, graph!, recipe);
        using var trained = trainer.Train(members, 77, CancellationToken.None);
        var layout = ParameterLayout.Of(graph!.Parameters);
        var values = ((ShadowClassifier)trained.Classifier).Values.ToArray();
        var offset = 0;
        for (var i = 0; i < layout.Count; i++)
        {
            var length = (int)layout.Shapes[i].Aggregate(1L, static (product, axis) => product * axis);
            TensorProto tensor = model.Graph.Initializer.First(tensor => tensor.Name == graph.Parameters[i].Name);
            tensor.FloatData.Clear();
            tensor.FloatData.Add(values.AsSpan(offset, length).ToArray());
            offset += AlignedFloats.RoundUp(length);
        }

        return model;
    }

    /// <summary>The same model with its logits times a factor, and a number added to each of several.</summary>
    public static ModelProto Scaled(ModelProto model, float factor, float added = 0)
    {
        var scaled = model.Clone();
        scaled.Graph.Node.First(static node => node.Output[0] == "z").Output[0] = "raw";
        scaled.Graph.Initializer.Add([Numbers("factor", [1], [factor]), Numbers("added", [1], [added])]);
        var place = scaled.Graph.Node.ToList().FindIndex(static node => node.Output[0] == "raw") + 1;
        scaled.Graph.Node.Insert(place, SmallModels.Node("Mul", ["raw", "factor"], added == 0 ? "z" : "times"));
        if (added != 0)
        {
            scaled.Graph.Node.Insert(place + 1, SmallModels.Node("Add", ["times", "added"], "z"));
        }

        return scaled;
    }

    public static ModelInspection Inspect(ModelProto model)
    {
        using var folder = new TemporaryFolder();
        return ModelInspection.Of(OnnxFile.Read(folder.Write("model.onnx", model.ToByteArray())));
    }

    private static ModelProto Empty(int classes, bool squashed)
    {
        var outputs = classes == 2 ? 1 : classes;
        var graph = new GraphProto { Name = "memorized" };
        graph.Input.Add(ValueInfo.Tensor("x", ElementType.Float, [-1, Width]));
        graph.Initializer.Add(
        [
            Numbers("w1", [Width, Hidden], new float[Width * Hidden]), Numbers("b1", [Hidden], new float[Hidden]),
            Numbers("w2", [Hidden, outputs], new float[Hidden * outputs]), Numbers("b2", [outputs], new float[outputs]),
        ]);
        graph.Node.Add(
        [
            SmallModels.Node("Gemm", ["x", "w1", "b1"], "h"), SmallModels.Node("Relu", ["h"], "r"), SmallModels.Node("Gemm", ["r", "w2", "b2"], "z"),
        ]);
        if (squashed)
        {
            graph.Node.Add(SmallModels.Node(outputs == 1 ? "Sigmoid" : "Softmax", ["z"], "probabilities"));
        }

        graph.Output.Add(ValueInfo.Tensor(squashed ? "probabilities" : "z", ElementType.Float, [-1, outputs]));
        return new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } }, Graph = graph };
    }

    private static TensorProto Numbers(string name, long[] axes, float[] values) =>
        new() { Name = name, DataType = ElementType.Float, Dims = { axes }, FloatData = { values } };

    private static ulong Hashing(int i) => (ulong)i * 0x9E37_79B9_7F4A_7C15UL;
}
