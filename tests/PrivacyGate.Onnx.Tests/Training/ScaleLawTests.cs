using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Training;
using Xunit.Abstractions;

namespace PrivacyGate.Onnx.Tests.Training;

public class ScaleLawTests(ITestOutputHelper output)
{
    [Fact]
    public void Explore()
    {
        foreach ((double wrong, int classes, int epochs, double rate, bool squashed) in new[] { (.2, 5, 200, .001, false), (.4, 5, 60, .004, true), (.2, 2, 200, .002, true) })
        {
            RecordBatch all = MemorizedNetwork.Records(1200, wrong, classes);
            ModelProto model = MemorizedNetwork.Train(all.Pick([.. Enumerable.Range(0, 600)]), new TrainingRecipe { Epochs = epochs, LearningRate = rate, BatchSize = 32 }, classes, squashed);
            (RecordBatch records, bool[] isMember) = MemorizedNetwork.Audited(all);
            output.WriteLine($"== {wrong} {classes} {epochs} {rate}");
            foreach (float factor in new[] { 1, .25f, .5f, 2, 4, 12 })
            {
                ModelInspection target = MemorizedNetwork.Inspect(MemorizedNetwork.Scaled(model, factor, classes > 2 ? 3 : 0));
                if (factor is 1000)
                {
                    output.WriteLine($"{factor} before: {ScaleTrial.Run(target, records, isMember, known: false)}");
                }

                output.WriteLine($"{factor} now: {ScaleTrial.Run(target, records, isMember)}");
            }
        }
    }

    [Fact]
    public void ExploreLocation()
    {
        RecordBatch all = RecordRows.Join([Location30.Read("member"), Location30.Read("nonmember")]);
        all = all with { Keys = [.. Enumerable.Range(0, all.Count).Select(static i => ((UInt128)((ulong)i * 0x9E37_79B9_7F4A_7C15UL) << 64) | (uint)i)] };
        (RecordBatch records, bool[] isMember) = MemorizedNetwork.Audited(all);
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Location30.Model));
        string scores = model.Graph.Node.Last(node => node.OpType is "Gemm" or "MatMul" or "Add").Output[0];
        output.WriteLine(string.Join(",", model.Graph.Node.Select(node => node.OpType)));
        foreach (float factor in new[] { 1, .25f, 4, 12 })
        {
            ModelProto scaled = model.Clone();
            NodeProto last = scaled.Graph.Node.First(node => node.Output[0] == scores);
            last.Output[0] = "raw";
            scaled.Graph.Initializer.Add(new TensorProto { Name = "factor", DataType = ElementType.Float, Dims = { 1L }, FloatData = { factor } });
            scaled.Graph.Node.Insert(scaled.Graph.Node.IndexOf(last) + 1, PrivacyGate.Onnx.Tests.Support.SmallModels.Node("Mul", ["raw", "factor"], scores));
            ModelInspection target = MemorizedNetwork.Inspect(scaled);
            output.WriteLine($"{factor} now: {ScaleTrial.Run(target, records, isMember)}");
        }
    }
}
